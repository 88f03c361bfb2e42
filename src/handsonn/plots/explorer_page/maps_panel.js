// The maps that were made: which is shown, what its method keeps, and how far it can be trusted.

import { html, number } from "../../course/pictures/axes.js";
import { FACTS, has, stored } from "./stored.js";
import { captionOf } from "./words.js";
import { imageOf } from "./sprites.js";

const FAINT = 0.25;
const FADED = 0.2;
const MEASURES = [["trustworthiness", "trustworthiness"], ["continuity", "continuity"], ["kept_neighbours", "neighbours kept"]];

/** Fill the panel; choose(index) is called with the map that is to be shown. */
export function mapsPanel(host, choose) {
  const told = html("div", { class: "told" });
  const choices = FACTS.maps.map((map, index) => {
    const button = html("input", { type: "radio", name: "map", value: String(index) });
    button.addEventListener("change", () => show(index));
    return html("label", {}, button, html("span", {}, map.title));
  });
  const show = (index) => {
    host.querySelectorAll("input")[index].checked = true;
    told.replaceChildren(...trustWords(FACTS.maps[index]));
    choose(index);
  };
  host.append(html("fieldset", {}, html("legend", {}, "Map"), ...choices), told);
  return { show };
}

function trustWords({ what, measures, words, parameters }) {
  const facts = MEASURES.filter(([name]) => name in measures);
  const table = html("table", { class: "measures" }, ...facts.map(([name, title]) => html("tr", {}, html("th", { scope: "row" }, title), html("td", {}, measures[name].toFixed(3)))));
  const settings = Object.entries(parameters).map(([name, value]) => `${name} ${number(value)}`).join(", ");
  const parts = [html("p", {}, what)];
  if (settings) parts.push(html("p", { class: "quiet" }, `Made with ${settings}.`));
  if (facts.length) parts.push(table, html("p", {}, words));
  return parts;
}

/** What the cloud draws of a map. */
export function cloudData(index) {
  const magnitudes = [], stretch = has(`stretch-${index}`) ? stored(`stretch-${index}`) : null, classes = FACTS.class_names.length > 0 && has("labels");
  if (!classes && has("labels")) magnitudes.push({ name: FACTS.target || "target", unit: "", values: stored("labels"), logarithmic: false });
  if (has("errors")) magnitudes.push({ name: "reconstruction error", unit: "", values: stored("errors"), logarithmic: true });
  if (stretch) magnitudes.push({ name: "stretch", unit: "", values: stretch, logarithmic: false });
  return {
    title: FACTS.maps[index].title, points: stored(`map-${index}`), labels: classes ? stored("labels") : null, class_names: FACTS.class_names,
    magnitudes, colour_by: "", opacity: stretch && fade(stretch), opacity_means: "worst-stretched fifth is faint",
    neighbours: has("neighbours") ? stored("neighbours") : null, caption_of: captionOf, image_of: FACTS.image ? imageOf : undefined,
  };
}

function fade({ values, shape }) {
  const known = values.filter((value) => Number.isFinite(value)).sort(), limit = known[Math.floor((known.length - 1) * (1 - FADED))] ?? Infinity;
  return { values: Float32Array.from(values, (value) => (value <= limit ? 1 : FAINT)), shape };
}
