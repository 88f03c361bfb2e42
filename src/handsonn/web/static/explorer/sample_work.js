// What the learner does with samples: picks, walks, places, groups, generated ones. Each asks the server.

import { drawBlend, drawGenerated, drawGroups, drawPlane, drawTraversal } from "./answers_panels.js";
import { sentence } from "/static/sentence.js";
import { drawPair } from "./samples_panel.js";
import { openTab, tabs } from "./tabs.js";
import { drawWalk, hideWalk } from "./walk_panel.js";

const byId = (id) => document.getElementById(id);
const chosen = (name) => document.querySelector(`[name=${name}]:checked`).value;

/** Listen to the panels. link: the connection; paint(marks), step(frame): draw over the map. */
export function exploreSamples(link, paint, step) {
  let space = null, picked = [], found = [], ends = null, first = null, group = [], pointer = null, walked = null, show = () => undefined, turn = 0;
  /** Draw over the map; a first group that is kept stays ringed. */
  const mark = (marks) => paint({ ringed: first, ...marks });
  const markWalk = () => mark(walked ? { path: walked.path, breaks: walked.breaks, frame: walked.step } : {});
  tabs();

  /** Ask, and show what is refused; null then, and where a newer question of the same kind was asked. */
  const newest = new Map();
  async function asked(question) {
    const number = (newest.get(question.ask) ?? 0) + 1;
    newest.set(question.ask, number);
    try {
      const answer = await link.ask(question);
      refused("");
      return newest.get(question.ask) === number ? answer : null;
    } catch (problem) {
      if (newest.get(question.ask) === number) refused(problem.message);
      return null;
    }
  }

  function refused(text) {
    byId("refusal").hidden = !text;
    byId("refusal").textContent = text ? sentence(text) : "";
  }

  async function showPair() {
    const mine = (turn += 1), answers = [];
    for (const row of picked) {
      const answer = await link.ask({ ask: "sample", row }).catch((problem) => { refused(problem.message); return null; });
      if (mine !== turn) return;
      if (answer) answers.push(answer);
    }
    found = answers;
    byId("samples-hint").hidden = found.length > 1;
    drawSamples();
  }

  /** Of a table: what stands under the pointer, and in the step of the walk that is shown, beside A and B. */
  function drawSamples() {
    const more = pointer ? [["pointer", pointer.real.cells[0]]] : [];
    if (walked?.frames.cells) more.push([`step ${walked.step + 1}`, walked.frames.cells[walked.step]]);
    drawPair(byId("pair"), found, space.heads, more);
  }

  function stepped(number) {
    step(number);
    walked.step = number;
    if (space.heads.length) drawSamples();
  }

  async function walk() {
    if (!ends || !space.decodes) return clearWalk();
    const names = typeof ends[0] === "string" ? ends.map((name) => `the centre of ${name}`) : ["A", "B"];
    const answer = await asked({ ask: "walk", start: ends[0], end: ends[1], spherical: chosen("way") === "spherical" });
    if (!answer) return undefined;
    walked = { ...answer, step: 4 };
    mark({ path: answer.path, breaks: answer.breaks, frame: 4 });
    show = drawWalk(answer, names, stepped);
    return undefined;
  }

  function clearWalk() {
    walked = null;
    hideWalk();
    mark({});
  }

  async function compare() {
    if (!group.length) return byId("groups").replaceChildren();
    const answer = await asked(first ? { ask: "compare", first, second: group } : { ask: "compare", first: group });
    if (answer) drawGroups(byId("groups"), answer);
    return undefined;
  }

  async function traverse() {
    const dimension = Number(byId("dimension").value);
    byId("dimension-said").textContent = String(dimension + 1);
    if (!space?.decodes) return;
    const answer = await asked({ ask: "traverse", dimension, row: picked[0] ?? null });
    if (answer) drawTraversal(byId("traversal"), answer, dimension);
  }

  async function generate() {
    byId("generate").disabled = true;
    byId("generate").textContent = "Generating …";
    const answer = await asked({ ask: "generate", count: Number(byId("count").value), seed: Number(byId("generate-seed").value) });
    byId("generate").disabled = false;
    byId("generate").textContent = "Generate";
    if (!answer) return;
    drawGenerated(byId("generated"), answer);
    mark({ extra: answer.places });
  }

  async function decodePlane() {
    const answer = await asked({ ask: "plane" });
    if (answer) drawPlane(byId("plane"), answer);
  }

  byId("decode-plane").addEventListener("click", decodePlane);
  byId("frame").addEventListener("input", () => show(Number(byId("frame").value)));
  for (const box of document.querySelectorAll("[name=way]")) box.addEventListener("change", walk);
  byId("walk-centres").addEventListener("click", () => {
    const classes = [byId("from-class").value, byId("to-class").value];
    if (classes[0] === classes[1]) return refused("a walk needs two classes; choose another one.");
    ends = classes;
    return walk();
  });
  byId("dimension").addEventListener("input", traverse);
  byId("generate").addEventListener("click", generate);
  byId("tab-number").addEventListener("click", traverse);
  byId("keep-group").addEventListener("click", () => { first = group; byId("drop-group").hidden = false; markWalk(); byId("groups").replaceChildren(`First group: ${first.length.toLocaleString("en")} samples. Now draw a line around the second.`); });
  byId("drop-group").addEventListener("click", () => { first = null; byId("drop-group").hidden = true; markWalk(); compare(); });

  return {
    picked(indices) {
      picked = [...indices];
      openTab("samples");
      ends = picked.length === 2 ? picked : null;
      showPair();
      walk();
    },
    async hovered(index) {
      if (!space?.heads.length) return;
      const answer = index === null ? null : await asked({ ask: "pictures", row: index });
      if (index !== null && !answer) return;
      pointer = answer;
      drawSamples();
    },
    selected(indices) {
      group = indices;
      byId("keep-group").disabled = !indices.length;
      if (indices.length) openTab("group");
      compare();
    },
    async placed(point) {
      if (!space?.decodes) return;
      openTab("place");
      const answer = await asked({ ask: "blend", point });
      if (!answer) return;
      mark({ extra: { values: Float32Array.from(point), shape: [1, 2] }, ringed: [...answer.rows.values] });
      drawBlend(byId("blend"), answer, space.heads);
    },
    /** Another latent space or another map of it is shown: ask all again. */
    anew(facts, map) {
      const other = space?.name !== facts.name || space?.samples !== facts.samples;
      space = facts;
      byId("dimension").max = String(facts.latent_dim - 1);
      if (Number(byId("dimension").value) >= facts.latent_dim) byId("dimension").value = "0";
      if (other) [picked, found, ends, first, group, pointer] = [[], [], null, null, [], null];
      if (other || !byId("from-class").options.length) offerCentres(facts);
      for (const id of ["blend", "plane", "generated"]) byId(id).replaceChildren();
      sayPlaces(facts, map);
      byId("centres").hidden = !facts.classes.length || !facts.decodes;
      for (const id of ["generate", "count", "generate-seed", "dimension"]) byId(id).disabled = !facts.decodes;
      for (const words of document.querySelectorAll(".needs-decoder")) words.hidden = facts.decodes;
      showPair();
      walk();
      traverse();
      compare();
    },
  };
}

/** Only on the PCA map of a code of two numbers has each place a code of its own. */
function sayPlaces({ latent_dim: size, decodes, view }, { method, dimensions }) {
  const whole = size === 2 && method === "pca" && dimensions === 2;
  const own = "A code has 2 numbers, so each place of this map is exactly one code, which is decoded.";
  const blend = "What is decoded is a blend of the codes of the 10 nearest dots: a place of this map has no code of its own.";
  byId("place-how").textContent = dimensions === 2 ? `Click where no point is. ${whole ? own : blend}` : "Choose a map in 2-D: a place in space is not known from a click.";
  byId("decode-plane").hidden = !(whole && decodes && view === "image");
}

function offerCentres({ classes }) {
  for (const [id, at] of [["from-class", 0], ["to-class", 1]]) {
    byId(id).replaceChildren(...classes.map((name) => new Option(name, name)));
    byId(id).selectedIndex = Math.min(at, classes.length - 1);
  }
}
