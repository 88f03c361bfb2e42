// The colour, the strength and the order of every point: by class or by a magnitude.

import { number } from "./axes.js";
import { channels, classColour, colour, shade, table } from "./scales.js";
import { SHAPED, SHAPES } from "./cloud_shapes.js";

const TEN = 10;
const SOLID = 0.86;
const DIMMED = 0.1;
const WEAK = 0.2;
/** How far the lightest point is from paper on the scale, so that it is seen at all. */
const LIGHTEST = 0.2;

/** [red, green, blue] of a class; after ten the colours come again, nearer to ink. */
export function classTone(host, label) {
  const own = channels(classColour(label)), ink = colour(host, "--ink");
  const share = Math.floor(label / TEN) % 2 ? 0.45 : 0;
  return own.map((part, at) => Math.round(part + (ink[at] - part) * share));
}

/** The shape of each point: of its class while the points are few enough to show it, else a disc. */
export function shapesOf({ points, labels }) {
  const count = points.shape[0], shapes = new Uint8Array(count);
  if (labels && count <= SHAPED) for (let index = 0; index < count; index += 1) shapes[index] = shapeOf(labels.values[index], count);
  return shapes;
}

export function shapeOf(label, count) {
  return count > SHAPED ? 0 : ((label % SHAPES.length) + SHAPES.length) % SHAPES.length;
}

/** The magnitude that colours the points, or null where their class does (or nothing). */
export function magnitudeOf({ data, colouring }) {
  return data.magnitudes?.find((one) => one.name === colouring) ?? null;
}

/**
 * Where the scale of a magnitude starts and ends: 98 of 100 points lie between, so that a few extreme ones do not
 * take all the colours. {low, high, below, above}: whether points lie beyond.
 */
export function magnitudeRange(magnitude) {
  if (magnitude.range?.of === magnitude.values.values) return magnitude.range;
  const known = magnitude.values.values.filter((value) => Number.isFinite(value) && (!magnitude.logarithmic || value > 0)).sort();
  const at = (share) => known[Math.round(share * (known.length - 1))] ?? 0;
  const few = known.length < 200, low = few ? at(0) : at(0.01), high = few ? at(1) : at(0.99);
  magnitude.range = { of: magnitude.values.values, low, high, below: at(0) < low, above: at(1) > high };
  return magnitude.range;
}

/** value -> share of the scale, from 0 to 1. */
export function shareOf(magnitude) {
  const { low, high } = magnitudeRange(magnitude), by = magnitude.logarithmic ? Math.log : (value) => value;
  const from = by(low), length = by(high) - from || 1;
  return (value) => Math.min(1, Math.max(0, (by(value) - from) / length));
}

/** The colour at a share of the scale. */
export function scaleTone(host, share) {
  return shade(table(host, "magnitude"), LIGHTEST + (1 - LIGHTEST) * share);
}

/** Red, green, blue and strength of every point, as bytes. */
export function tones(view) {
  const { data, host, selected, fading } = view, count = data.points.shape[0], rgba = new Uint8Array(count * 4);
  const tone = toneOf(view), { opacity } = data;
  for (let index = 0; index < count; index += 1) {
    const [red, green, blue] = tone(index);
    let strength = opacity && fading ? opacity.values[index] : 1;
    if (selected) strength = selected[index] ? 1 / SOLID : Math.min(strength, DIMMED);
    rgba[index * 4] = red;
    rgba[index * 4 + 1] = green;
    rgba[index * 4 + 2] = blue;
    rgba[index * 4 + 3] = Math.round(255 * Math.min(1, SOLID * strength));
  }
  return rgba;

  function toneOf() {
    const magnitude = magnitudeOf(view), none = colour(host, "--line");
    if (magnitude) {
      const share = shareOf(magnitude), steps = Array.from({ length: 65 }, (_, step) => scaleTone(host, step / 64)), { values } = magnitude.values;
      return (index) => { const at = share(values[index]); return Number.isNaN(at) ? none : steps[Math.round(at * 64)]; };
    }
    if (!data.labels) return () => colour(host, "--accent");
    const own = new Map(), { values } = data.labels;
    return (index) => {
      const label = values[index];
      if (!own.has(label)) own.set(label, label < 0 ? none : classTone(host, label));
      return own.get(label);
    };
  }
}

/** Which points are drawn, shuffled (a class drawn last would cover the others), the weak ones first. */
export function drawingOrder({ data, hidden }, rgba) {
  const count = data.points.shape[0], weak = [], solid = [], stride = strideFor(count);
  for (let step = 0, index = 0; step < count; step += 1, index = (index + stride) % count) {
    if (!isShown(data, hidden, index)) continue;
    (rgba[index * 4 + 3] < 255 * WEAK * 2 ? weak : solid).push(index);
  }
  return { indices: Uint32Array.from(weak.concat(solid)), faint: weak.length };
}

export function isShown({ points, labels }, hidden, index) {
  const size = points.shape[1];
  for (let at = index * size; at < (index + 1) * size; at += 1) if (!Number.isFinite(points.values[at])) return false;
  return !(labels && hidden.has(labels.values[index]));
}

function strideFor(count) {
  let stride = Math.max(1, Math.round(count * 0.618));
  const common = (a, b) => (b ? common(b, a % b) : a);
  while (common(count, stride) !== 1 && stride < count) stride += 1;
  return stride;
}

/** What is told of a point: its caption, its class and its magnitudes. */
export function pointWords(data, index) {
  const said = [data.caption_of?.(index) ?? data.captions?.[index] ?? `sample ${index}`];
  if (data.labels) said.push(data.class_names?.[data.labels.values[index]] ?? `class ${data.labels.values[index]}`);
  for (const { name, unit, values } of data.magnitudes ?? []) said.push(`${name} ${number(values.values[index])}${unit ? ` ${unit}` : ""}`);
  return said.filter(Boolean).join(", ");
}
