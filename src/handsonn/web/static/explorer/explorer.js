// The explorer: what is wished on the left, its map in the middle, its samples on the right.

import { number } from "/workbench/pictures/axes.js";
import { DEFAULTS, readAddress, writeAddress } from "./address.js";
import { connect, fetched } from "./connection.js";
import { chooseData, dataChoice, dataWish, dataWorked, offerData } from "./data_choice.js";
import { chooseMap, mapChoice, offerMethods } from "./map_choice.js";
import { mapPanel } from "./map_panel.js";
import { exploreSamples } from "./sample_work.js";
import { problemShown, showStatus } from "./status.js";

const byId = (id) => document.getElementById(id);
const STOPS = byId("latent_dim").dataset.stops.split(",").map(Number);
const PAUSE = 120; // milliseconds that a slider rests before it is obeyed
const QUICK = 30_000; // samples: with more, a training begins at the button only
let link = null;
let map = null;
let samples = null;
let colour = "";
let drawn = { map: 0, stretched: false };
let drawing = false;
let waiting = 0;
let measured = false; // whether the data that are chosen have told their size
let sized = false; // whether the learner chose the size of the code; else the data do
let shownData = ""; // what was wished when the latent space that is shown came
let shownNumber = 0;

async function begin() {
  const state = readAddress();
  colour = state.colour;
  try {
    const choices = await (await fetched("/explore/choices")).json();
    offerMethods(choices.methods, () => wish());
    await offerData(choices.runs, otherData, problemShown);
    await write(state);
    link = await connect(told);
  } catch (refused) {
    problemShown(refused.message);
    byId("status").hidden = true;
    return;
  }
  samples = exploreSamples(link, (marks) => map.mark(marks), (frame) => map.step(frame));
  map = mapPanel(byId("map"), { picked: samples.picked, hovered: samples.hovered, selected: samples.selected, placed: samples.placed, coloured: (name) => { colour = name; remember(); } }, link.ask);
  listen();
  const facts = link.facts();
  if (!facts.space && facts.stage !== "ended") await wish();
  told(facts);
}

function listen() {
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  byId("train").addEventListener("click", () => wish({ anew: true }));
  byId("stop").addEventListener("click", () => link.stop().catch((refused) => problemShown(refused.message)));
  byId("latent_dim").addEventListener("input", () => { sized = true; sayLatentDim(); soon(); });
  for (const id of ["kind", "epochs", "seed"]) byId(id).addEventListener("change", soon);
  window.addEventListener("hashchange", async () => { const state = readAddress(); colour = state.colour; await write(state); wish(); });
}

/** Other data: their own size of the code, until the learner chooses one. */
function otherData(isOther) {
  if (isOther) sized = measured = false;
  sayLatentDim();
  wish();
}

/** Train when the slider rests; with many samples only at the button. */
function soon() {
  clearTimeout(waiting);
  remember();
  const { space } = link.facts();
  if (space && space.samples > QUICK) byId("train-hint").textContent = "Press Train to use these settings: with so many samples it takes a while.";
  else waiting = setTimeout(() => wish(), PAUSE);
}

async function write(state) {
  await chooseData(state);
  const stop = STOPS.indexOf(Number(state.latent_dim));
  sized = stop >= 0;
  if (sized) byId("latent_dim").value = String(stop);
  byId("kind").value = [...byId("kind").options].some((option) => option.value === state.kind) ? state.kind : "";
  byId("epochs").value = state.epochs;
  byId("seed").value = state.seed;
  chooseMap(state.map, state.dimensions, state.parameters);
  sayLatentDim();
}

function read() {
  const { method, dimensions, parameters } = mapChoice();
  return { ...dataChoice(), kind: byId("kind").value, latent_dim: sized ? String(latentDim()) : "", epochs: byId("epochs").value, seed: byId("seed").value || "0", map: method, dimensions: String(dimensions), colour, parameters };
}

function remember() {
  const state = read(), { space } = link.facts();
  // The first colour there is needs no word.
  if (state.colour === (space?.classes.length ? "class" : "")) state.colour = DEFAULTS.colour;
  writeAddress(state);
}

function latentDim() {
  return STOPS[Number(byId("latent_dim").value)];
}

function sayLatentDim() {
  const size = latentDim(), own = size === 1 ? "1 number" : `${size} numbers`, words = sized ? own : measured ? `${size}, by the data` : "by the data";
  byId("latent_dim-said").textContent = words;
  byId("latent_dim").setAttribute("aria-valuetext", words);
}

/** Tell the server what is wished; it does what is missing. */
async function wish(more = {}) {
  clearTimeout(waiting);
  remember();
  const { data, space } = dataWish(), epochs = byId("epochs").value;
  const network = { kind: byId("kind").value, latent_dim: sized ? latentDim() : null, epochs: epochs === "" ? null : Number(epochs), seed: Number(byId("seed").value || 0) };
  const value = { data, space: { ...network, ...space }, map: mapChoice(), ...more };
  problemShown("");
  byId("train-hint").textContent = "";
  markShown();
  try {
    await link.wish(value);
  } catch (refused) {
    // Nothing begins, so nothing is to be waited for.
    if (link.facts().stage === "starting") showStatus({ ...link.facts(), stage: "idle" });
    problemShown(refused.message);
  }
}

/** Hear the state of the server's work. */
function told(facts) {
  showStatus(facts);
  takeSpace(facts);
  if (!map || !facts.map) return;
  if (facts.map.number !== drawn.map || facts.map.stretched !== drawn.stretched) draw();
}

/** Take what a new latent space tells of its data. */
function takeSpace({ space, problem }) {
  if (space && space.number !== shownNumber) {
    [shownNumber, shownData] = [space.number, dataKey()];
    if (!problem) dataWorked();
    const stop = STOPS.indexOf(space.latent_dim);
    measured = true;
    if (!sized && stop >= 0) {
      byId("latent_dim").value = String(stop);
      sayLatentDim();
    }
  }
  markShown();
}

/** What is shown of other data than those that are chosen is drawn faint, until theirs is there. */
function markShown() {
  document.body.classList.toggle("of-other-data", shownNumber > 0 && shownData !== dataKey());
}

function dataKey() {
  return JSON.stringify(dataWish());
}

/** A colouring that these data do not have does not stay in the address. */
function checkColour({ labels, magnitudes, opacity }) {
  const names = [...(labels ? ["class"] : []), ...magnitudes.map((one) => one.name)];
  // What stretches is known last.
  if (opacity === null || !colour || names.includes(colour)) return;
  colour = "";
  remember();
}

/** Draw the newest map; what comes while it is fetched is drawn after. */
async function draw() {
  if (drawing) return;
  drawing = true;
  try {
    for (let facts = link.facts(); facts.map && (facts.map.number !== drawn.map || facts.map.stretched !== drawn.stretched); facts = link.facts()) {
      const { map: about, space } = facts, fresh = about.number !== drawn.map;
      const answer = await link.ask({ ask: "cloud", space: undefined });
      if (answer.space !== link.facts().space.number) continue;
      drawn = { map: answer.map, stretched: answer.cloud.opacity !== null };
      checkColour(answer.cloud);
      map.show(answer, space, colour);
      document.body.dataset.drawn = String(answer.map);
      if (fresh) samples.anew(space, about);
    }
  } catch (refused) {
    problemShown(refused.message);
  }
  drawing = false;
}

begin();
export { number };
