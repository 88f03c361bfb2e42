// Samples drawn small: images as they are, rows of a table as a bar for each feature.

import { html, number } from "/workbench/pictures/axes.js";
import { shade, table } from "/workbench/pictures/scales.js";

const MOST_BARS = 64;
const FAR = 3; // standard deviations that reach the edge

/** How many samples a set of pictures holds. */
export function countOf(pictures) {
  return pictures.kind === "image" ? pictures.pixels.shape[0] : pictures.values.shape[0];
}

/** One sample as a canvas, `side` pixels high, bars at most `widest`. words: what a screen reader says. */
export function thumbnail(pictures, index, side, words = "", widest = side * 3) {
  const canvas = html("canvas", { class: `thumbnail ${pictures.kind}`, role: "img", "aria-label": words });
  const draw = pictures.kind === "image" ? drawImage : drawProfile;
  draw(canvas, pictures, index, side, widest);
  return canvas;
}

function drawImage(canvas, { pixels: { values, shape } }, index, side) {
  const [, rows, columns, parts = 1] = shape, ink = table(document.body, "ink"), start = index * rows * columns * parts;
  Object.assign(canvas, { width: columns, height: rows });
  const image = new ImageData(columns, rows);
  for (let pixel = 0; pixel < rows * columns; pixel += 1) {
    const tone = parts === 3 ? values.subarray(start + pixel * 3, start + pixel * 3 + 3) : shade(ink, values[start + pixel] / 255);
    for (let part = 0; part < 3; part += 1) image.data[pixel * 4 + part] = tone[part];
    image.data[pixel * 4 + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
  canvas.style.height = `${side}px`;
  canvas.style.width = `${(side * columns) / rows}px`;
}

/** Bars up where a feature is above its mean, down where it is below; many features are averaged by neighbours. */
function drawProfile(canvas, { values: { values, shape } }, index, side, widest) {
  const features = shape[1], bars = Math.min(MOST_BARS, features), ratio = window.devicePixelRatio || 1;
  const style = getComputedStyle(document.body), width = Math.min(widest, Math.max(side, bars * 5));
  Object.assign(canvas, { width: width * ratio, height: side * ratio });
  Object.assign(canvas.style, { width: `${width}px`, height: `${side}px` });
  const context = canvas.getContext("2d"), wide = canvas.width / bars, middle = canvas.height / 2;
  for (let bar = 0; bar < bars; bar += 1) {
    const from = Math.floor((bar * features) / bars), to = Math.max(from + 1, Math.floor(((bar + 1) * features) / bars));
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += values[index * features + at];
    const share = Math.max(-1, Math.min(1, sum / (to - from) / FAR));
    context.fillStyle = style.getPropertyValue(share < 0 ? "--orange" : "--blue");
    context.fillRect(bar * wide + 0.5, share > 0 ? middle * (1 - share) : middle, Math.max(1, wide - 1), Math.max(0.6, Math.abs(share) * middle));
  }
  context.fillStyle = style.getPropertyValue("--line");
  context.fillRect(0, middle, canvas.width, 1);
}

/**
 * A row of small samples. of each index: under(index) -> {bar: share from 0 to 1, words} or null, above(index) -> node.
 * The bar is the round trip beside the usual one, marked by a line.
 */
export function frameRow(pictures, side, { under, chosen = null, choose = null, words = () => "" }) {
  const row = html("div", { class: "frames" });
  for (let index = 0; index < countOf(pictures); index += 1) {
    const told = under?.(index), box = html(choose ? "button" : "span", choose ? { type: "button", class: "frame", "aria-pressed": String(index === chosen), "aria-label": words(index) } : { class: "frame" });
    if (choose) box.addEventListener("click", () => choose(index));
    box.append(thumbnail(pictures, index, side, choose ? "" : words(index), side + 2));
    if (told) box.append(bar(told));
    row.append(box);
  }
  return row;
}

function bar({ share, usual, title }) {
  const inner = html("i", { style: `height: ${Math.min(1, share) * 100}%` });
  const mark = html("b", { style: `bottom: ${Math.min(1, usual) * 100}%` });
  return html("span", { class: `bar-below${share > usual * 2 ? " far" : ""}`, title }, inner, mark);
}

/** Round trips as bars: {share, usual, title} of each, on one scale. */
export function roundTripBars(round_trips, usual) {
  const top = Math.max(usual * 2.5, ...round_trips.values);
  return (index) => ({
    share: round_trips.values[index] / top, usual: usual / top,
    title: `round trip ${number(round_trips.values[index])} of the codes' spread; usual for real samples ${number(usual)}`,
  });
}
