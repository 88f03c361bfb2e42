// Below the map: the walk from A to B, decoded; without a decoder the real samples nearest to each step.

import { html } from "../../course/pictures/axes.js";
import { FACTS, row, stored } from "./stored.js";
import { carries, decode, roundTrip } from "./network.js";
import { between, nearest, pathOn } from "./places.js";
import { madeSample, realSample, samplePicture } from "./sample_picture.js";
import { nameOf, percent } from "./words.js";

const STEPS = 9;
const SIDE = 62;
const WORST = 0.6; // a round trip of codes drawn at random; longer ones fill the bar as well

/** Fill the strip. onPath({path, breaks, frame}) is called with what the cloud draws, or null. */
export function walkStrip(host, onPath) {
  const frames = html("div", { class: "frames" }), told = html("p", { class: "quiet" });
  const arc = html("input", { type: "checkbox" }), slider = html("input", { type: "range", min: "0", max: String(STEPS - 1), value: "0", "aria-label": "step of the walk" });
  const one = { picked: [], map: 0, codes: [], shown: null };
  const redo = () => walk(one, { frames, told, slider, spherical: arc.checked, onPath });
  arc.addEventListener("change", redo);
  slider.addEventListener("input", () => mark(one, { frames, slider, onPath }));
  host.append(html("div", { class: "bar" }, html("h2", {}, "Walk from A to B"), html("label", {}, arc, " spherical, along the arc around the origin"), html("label", { class: "step" }, "step ", slider)), frames, told);
  return { show: (picked, map) => { Object.assign(one, { picked, map }); redo(); } };
}

function walk(one, { frames, told, slider, spherical, onPath }) {
  const ready = one.picked.length === 2;
  frames.replaceChildren();
  slider.disabled = !ready;
  one.shown = null;
  if (!ready) {
    told.textContent = "Pick two points on the map, A and B, to walk from one to the other.";
    onPath(null);
    return;
  }
  const codes = stored("codes"), [first, last] = one.picked.map((index) => row(codes, index));
  one.codes = between(first, last, STEPS, spherical);
  one.shown = pathOn(one.codes, one.map, one.picked);
  frames.append(...one.codes.map(carries("decoder") ? decodedFrame : nearestFrame));
  told.textContent = carries("decoder") ? decodedWords(one.shown) : "This file holds no decoder that a browser can compute, so these are the real samples nearest to each step; in `handsonn`, the explorer decodes the steps themselves.";
  mark(one, { frames, slider, onPath });
}

function decodedWords({ breaks }) {
  const jumps = breaks.values.reduce((sum, value) => sum + value, 0);
  const on = jumps ? ` On the map the path jumps ${jumps === 1 ? "once" : `${jumps} times`}, where its line is broken.` : "";
  return `${carries("encoder") ? "The bar under each step: how far decoding and encoding leads away from its code, as a share of the codes' spread; short bars are codes that the network knows." : "Each step is decoded in this page."}${on}`;
}

function decodedFrame(code, step) {
  const sample = decode(code), away = roundTrip(code, sample), picture = samplePicture(SIDE, `step ${step + 1}`);
  picture.show(madeSample(sample));
  if (away === null) return html("figure", {}, picture.canvas);
  const bar = html("span", { class: "trip", title: `round trip ${percent(away)} of the codes' spread` }, html("i", { style: `width: ${Math.min(1, away / WORST) * 100}%` }));
  return html("figure", {}, picture.canvas, bar, html("figcaption", {}, percent(away)));
}

function nearestFrame(code, step) {
  const [{ index }] = nearest(stored("codes"), code, 1), picture = samplePicture(SIDE, `step ${step + 1}: nearest is ${nameOf(index)}`);
  picture.show(realSample(index));
  return html("figure", {}, picture.canvas, html("figcaption", {}, nameOf(index).replace("sample ", "")));
}

function mark({ shown }, { frames, slider, onPath }) {
  if (!shown) return;
  const frame = Number(slider.value);
  [...frames.children].forEach((figure, at) => figure.classList.toggle("now", at === frame));
  onPath({ ...shown, frame });
}

/** The generated samples, each over the training sample nearest to it. */
export function generatedStrip(host) {
  const { generated } = FACTS;
  if (!generated || !carries("decoder")) return;
  const frames = html("div", { class: "frames" }), codes = stored("generated");
  generated.distances.forEach((distance, at) => {
    const code = row(codes, at), made = samplePicture(SIDE, `generated sample ${at + 1}`), near = samplePicture(SIDE, "the nearest training sample");
    made.show(madeSample(decode(code)));
    near.show(madeSample(row(stored("nearest"), at)));
    frames.append(html("figure", {}, made.canvas, near.canvas, html("figcaption", {}, distance.toPrecision(2))));
  });
  const words = `Above: drawn from ${generated.source}. Below: the training sample nearest to each, and how far it is per value; a real sample is typically ${generated.typical.toPrecision(2)} from its nearest, a copy would be much nearer.`;
  host.append(frames, html("p", { class: "quiet" }, words));
}
