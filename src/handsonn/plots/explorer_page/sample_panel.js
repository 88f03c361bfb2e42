// The samples that were picked: each beside what its code keeps of it; and a code whose numbers can be moved.

import { html, number } from "../../course/pictures/axes.js";
import { FACTS, has, row, stored } from "./stored.js";
import { carries, decode } from "./network.js";
import { madeSample, ownUnits, realSample, samplePicture } from "./sample_picture.js";
import { featureName, labelOf, nameOf } from "./words.js";

const SIDE = 84;
const SHOWN_FEATURES = 40;
const EDGES = [0.01, 0.99];

/** Fill the panel; show(picked) shows the samples of one or two indices. */
export function samplePanel(host) {
  const cards = html("div", { class: "cards" }), table = html("div", { class: "features" }), turn = html("div", { class: "turn" });
  host.append(cards, table, turn);
  return {
    show: (picked) => {
      cards.replaceChildren(...(picked.length ? picked.map((index, at) => card(index, "AB"[at])) : [html("p", { class: "quiet" }, "Click a point: it becomes A. Click another: it becomes B.")]));
      table.replaceChildren(...(FACTS.image || !picked.length ? [] : [features(picked)]));
      turn.replaceChildren(...(picked.length && carries("decoder") ? codeMover(picked[0]) : []));
    },
  };
}

function card(index, letter) {
  const own = samplePicture(SIDE, `${letter}: ${nameOf(index)}`), parts = [figure(own, "sample")];
  own.show(realSample(index));
  if (carries("decoder")) {
    const kept = samplePicture(SIDE, `what the code keeps of ${letter}`);
    kept.show(madeSample(decode(row(stored("codes"), index))));
    parts.push(figure(kept, "decoded"));
  }
  const error = has("errors") ? `, error ${number(stored("errors").values[index])}` : "";
  return html("section", { class: "card" }, html("h3", {}, `${letter}: ${nameOf(index)}`), html("div", { class: "pair" }, ...parts), html("p", {}, `${labelOf(index)}${error}`.replace(/^, /, "")));
}

export function figure({ canvas }, words) {
  return html("figure", {}, canvas, html("figcaption", {}, words));
}

/** The features of the picked samples in the data's own units, A's as its code keeps them beside them. */
function features(picked) {
  const columns = [], samples = stored("samples");
  picked.forEach((index, at) => columns.push(["AB"[at], ownUnits(row(samples, index))]));
  if (carries("decoder")) columns.splice(1, 0, ["A decoded", ownUnits(decode(row(stored("codes"), picked[0])))]);
  const count = Math.min(SHOWN_FEATURES, columns[0][1].length);
  const head = html("tr", {}, html("th", {}, "feature"), ...columns.map(([words]) => html("th", { scope: "col" }, words)));
  const rows = Array.from({ length: count }, (_, at) => html("tr", {}, html("th", { scope: "row" }, featureName(at)), ...columns.map(([, values]) => html("td", {}, number(values[at])))));
  return html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows));
}

/** A slider for one number of A's code, and what the decoder makes of it. */
function codeMover(index) {
  const code = Float32Array.from(row(stored("codes"), index)), picture = samplePicture(SIDE, "A with this number moved");
  const choice = html("select", {}, ...Array.from(code, (_, at) => html("option", { value: String(at) }, `number ${at + 1}`)));
  const slider = html("input", { type: "range", "aria-label": "value of this number" }), told = html("output", {});
  const move = () => {
    code[choice.value] = slider.value;
    told.textContent = number(Number(slider.value));
    picture.show(madeSample(decode(code)));
  };
  const take = () => {
    code.set(row(stored("codes"), index));
    const [low, high] = range(Number(choice.value)), at = code[choice.value];
    Object.assign(slider, { min: Math.min(low, at), max: Math.max(high, at), step: (high - low) / 100 || 0.01, value: at });
    move();
  };
  choice.addEventListener("change", take);
  slider.addEventListener("input", move);
  take();
  return [html("h3", {}, "Move one number of A's code"), html("div", { class: "mover" }, picture.canvas, html("div", {}, html("label", {}, "which ", choice), slider, told))];
}

/** From the 1st to the 99th percentile of a number of all codes. */
function range(at) {
  const { values, shape } = stored("codes"), own = Float32Array.from({ length: shape[0] }, (_, index) => values[index * shape[1] + at]).sort();
  return EDGES.map((share) => own[Math.round(share * (own.length - 1))]);
}
