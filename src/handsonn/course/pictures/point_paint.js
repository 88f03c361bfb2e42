// Points on a canvas, coloured by class or by value.

import { channels, classColour, colour, css, shade, table } from "./scales.js";
import { painting } from "./stage.js";

const MANY = 5000;
const SHAPES = ["disc", "square", "triangle", "diamond", "cross"];
const STEPS = 24;

/** The least and the greatest finite value. */
export function valueRange({ values }) {
  const known = values.values.filter(Number.isFinite);
  const low = known.reduce((least, value) => Math.min(least, value), Infinity), high = known.reduce((most, value) => Math.max(most, value), -Infinity);
  return known.length ? { low, high } : { low: 0, high: 1 };
}

/** Paint the points at one.pixels: with shapes and edges while they are few, as small squares when they are many. */
export function paintPoints(one, picture) {
  const context = painting(one), key = stampKey(picture), tones = table(one.host, "magnitude");
  if (one.pixels.x.length > MANY) paintMany(one, context, (index) => pointColour(key(index), picture, tones));
  else paintFew(one, context, picture, { key, tones });
}

/** Stamp each point: one small drawing per colour, made once per call. */
function paintFew(one, context, picture, { key, tones }) {
  const count = one.pixels.x.length, radius = count > 800 ? 2.8 : 3.8;
  const stamps = new Map(), edge = css(colour(one.host, "--paper"));
  for (let index = 0; index < count; index += 1) {
    const name = key(index), x = one.pixels.x[index], y = one.pixels.y[index];
    if (!stamps.has(name)) stamps.set(name, stamp(name, picture, tones, { radius, edge }));
    const { canvas, size } = stamps.get(name);
    if (Number.isFinite(x) && Number.isFinite(y)) context.drawImage(canvas, x - size / 2, y - size / 2, size, size);
  }
}

/** Write the points into the canvas' memory: five times as fast as drawing as many shapes. */
function paintMany(one, context, colourOf) {
  const { width, height } = one.canvas, data = context.createImageData(width, height);
  const pixels = new Uint32Array(data.data.buffer), ratio = width / one.width, side = Math.max(2, Math.round(2.6 * ratio));
  for (let index = 0; index < one.pixels.x.length; index += 1) {
    const left = Math.round(one.pixels.x[index] * ratio - side / 2), top = Math.round(one.pixels.y[index] * ratio - side / 2);
    if (!(left >= 0 && top >= 0 && left + side < width && top + side < height)) continue;
    const [red, green, blue] = colourOf(index), word = (255 << 24) | (blue << 16) | (green << 8) | red;
    for (let row = 0; row < side; row += 1) pixels.fill(word, (top + row) * width + left, (top + row) * width + left + side);
  }
  context.putImageData(data, 0, 0);
}

function pointColour(name, picture, tones) {
  const valued = !picture.labels && picture.values;
  return valued ? shade(tones, 0.15 + (0.85 * name) / STEPS) : channels(classColour(name));
}

/** What a point's colour depends on: its class, or its value in steps. */
function stampKey(picture) {
  if (picture.labels) return (index) => picture.labels.values[index];
  if (!picture.values) return () => 0;
  const { low, high } = valueRange(picture);
  return (index) => Math.round(((picture.values.values[index] - low) / (high - low || 1)) * STEPS);
}

function stamp(name, picture, tones, { radius, edge }) {
  const ratio = window.devicePixelRatio || 1, size = radius * 2 + 4, canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.ceil(size * ratio);
  const context = canvas.getContext("2d");
  context.setTransform(canvas.width / size, 0, 0, canvas.height / size, 0, 0);
  context.fillStyle = css(pointColour(name, picture, tones));
  context.strokeStyle = edge;
  context.lineWidth = 0.8;
  outline(context, picture.labels ? SHAPES[Math.abs(name) % SHAPES.length] : "disc", size / 2, radius);
  context.fill();
  context.stroke();
  return { canvas, size };
}

function outline(context, shape, middle, radius) {
  const corners = {
    square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
    triangle: [[0, -1.1], [1.05, 0.8], [-1.05, 0.8]],
    diamond: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
    cross: [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]],
  }[shape];
  context.beginPath();
  if (!corners) context.arc(middle, middle, radius, 0, 2 * Math.PI);
  else for (const [x, y] of corners) context.lineTo(middle + x * radius, middle + y * radius);
  context.closePath();
}
