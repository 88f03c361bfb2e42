// The explorer of a latent space as one file: the map in the middle, what is known of its points around it.

import { html } from "../../course/pictures/axes.js";
import { cloudView } from "../../course/pictures/cloud_view.js";
import { onTheme } from "../../course/pictures/scales.js";
import { FACTS, has, row, stored } from "./stored.js";
import { carries, decode } from "./network.js";
import { codeAt, pathOn } from "./places.js";
import { groupPanel } from "./group_panel.js";
import { cloudData, mapsPanel } from "./maps_panel.js";
import { madeSample, realSample, redrawAll, samplePicture } from "./sample_picture.js";
import { figure, samplePanel } from "./sample_panel.js";
import { generatedStrip, walkStrip } from "./walk_strip.js";

const SIDE = 84;
const SMALL = 34;
const at = (id) => document.getElementById(id);
const page = { map: 0, picked: FACTS.start.slice(), data: null, walk: null };

const samples = samplePanel(at("samples"));
const groups = groupPanel(at("groups"));
const view = cloudView(at("cloud"), {
  onPick: (_, picked) => pick(picked),
  onSelect: (indices) => groups.show(indices),
  onPlace: (place) => showPlace(place),
});
const strip = walkStrip(at("walk"), (walk) => { page.walk = walk; put(); });
const maps = mapsPanel(at("maps"), (index) => {
  Object.assign(page, { map: index, data: cloudData(index) });
  strip.show(page.picked, index);
});

function put() {
  const none = { path: null, breaks: null, frame: null };
  view.put({ ...page.data, ...none, ...page.walk, picked: page.picked });
}

function pick(picked) {
  page.picked = picked;
  at("place").replaceChildren();
  samples.show(picked);
  strip.show(picked, page.map);
}

/** A click on empty paper: the code of that place, or between the ten nearest points, decoded where it can be. */
function showPlace(place) {
  const { code, near, exact } = codeAt(place, page.map), parts = [html("h3", {}, "An empty place")];
  if (carries("decoder")) {
    const made = samplePicture(SIDE, exact ? "the place, decoded" : "the blend, decoded");
    made.show(madeSample(decode(code)));
    parts.push(figure(made, "decoded"));
  }
  const ten = near.map(({ index }) => { const one = samplePicture(SMALL, "one of the nearest"); one.show(realSample(index)); return one.canvas; });
  at("place").replaceChildren(...parts, html("p", { class: "quiet" }, placeWords(exact)), html("div", { class: "small" }, ...ten));
}

function placeWords(exact) {
  if (!carries("decoder")) return "The 10 points nearest to this place.";
  if (exact) return "A code has as many numbers as this map has axes, so this place is exactly one code. Below: the 10 nearest points.";
  return "This map has no way back: this is a blend of the codes of these 10 points, the nearest ones.";
}

generatedStrip(at("generated"));
at("generated").parentElement.hidden = !at("generated").firstChild;
samples.show(page.picked);
maps.show(0);
onTheme(document.body, redrawAll);

/** What a test asks: the parts of the page, and its own computing. */
window.explorer = { page, view, maps, pick, decode, codeAt, pathOn, has, row, stored, facts: FACTS };
