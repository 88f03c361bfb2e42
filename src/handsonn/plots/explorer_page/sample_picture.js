// A sample as a small picture: its image, or its numbers as bars, blue above zero and orange below.

import { colour, css } from "../../course/pictures/scales.js";
import { html } from "../../course/pictures/axes.js";
import { paint } from "../../course/pictures/cloud_card.js";
import { FACTS, row, stored } from "./stored.js";
import { imageOf } from "./sprites.js";

const DRAWN = new Set();
const MOST_BARS = 60;
const ROUNDING = 1e-6;

/** Make a picture of side `side` in pixels; show(sample) draws what realSample() or madeSample() gives. */
export function samplePicture(side, words = "") {
  const canvas = html("canvas", { class: "sample", role: "img", "aria-label": words });
  const one = { canvas, side, sample: null, turn: 0 };
  canvas.style.width = canvas.style.height = `${side}px`;
  DRAWN.add(new WeakRef(one));
  one.show = async (sample) => {
    const turn = (one.turn += 1), known = await sample;
    if (turn !== one.turn) return;
    one.sample = known;
    draw(one);
  };
  canvas.picture = one; // the picture lives as long as its canvas
  return one;
}

/** Draw all pictures again, in the colours of another theme. */
export function redrawAll() {
  for (const reference of DRAWN) {
    const one = reference.deref();
    if (one) draw(one);
    else DRAWN.delete(reference);
  }
}

/** A sample of the data set. */
export async function realSample(index) {
  return FACTS.image ? { image: await imageOf(index) } : { numbers: row(stored("samples"), index) };
}

/** A sample as a decoder makes it, prepared as the network sees it. */
export function madeSample(values) {
  if (!FACTS.image) return { numbers: values };
  const { height, width, channels, low, high } = FACTS.image, own = ownUnits(values);
  const bytes = Uint8Array.from(own, (value) => Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low || 1)))));
  return { image: { values: bytes, shape: channels === 3 ? [height, width, 3] : [height, width] } };
}

/** Prepared numbers in the data's own units. */
export function ownUnits(values) {
  const { multiply, add } = FACTS.preparation, every = multiply.length;
  return Float32Array.from(values, (value, at) => {
    const prepared = value - add[at % every];
    return (Math.abs(prepared) < ROUNDING ? 0 : prepared) / multiply[at % every]; // 0, where it came back as -7e-9
  });
}

function draw({ canvas, side, sample }) {
  if (!sample) return;
  if (sample.image) {
    paint(document.body, canvas, sample.image);
    const [rows, columns] = sample.image.shape, long = Math.max(rows, columns);
    canvas.style.width = `${(side * columns) / long}px`;
    canvas.style.height = `${(side * rows) / long}px`;
  } else bars(canvas, side, sample.numbers);
}

function bars(canvas, side, numbers) {
  const ratio = Math.min(2, window.devicePixelRatio || 1), context = canvas.getContext("2d"), count = Math.min(numbers.length, MOST_BARS);
  Object.assign(canvas, { width: side * ratio, height: side * ratio });
  context.scale(ratio, ratio);
  const most = FACTS.largest, step = side / count, middle = side / 2;
  for (let at = 0; at < count; at += 1) {
    const height = Math.max(-1, Math.min(1, numbers[at] / most)) * (middle - 2);
    context.fillStyle = css(colour(document.body, height < 0 ? "--orange" : "--blue"));
    context.fillRect(at * step, height < 0 ? middle : middle - height, Math.max(1, step - 1), Math.abs(height));
  }
  context.fillStyle = css(colour(document.body, "--quiet"));
  context.fillRect(0, middle - 0.25, side, 0.5);
}
