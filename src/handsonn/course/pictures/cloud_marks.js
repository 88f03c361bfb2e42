// What is drawn over the points: names of classes, lines to neighbours, what was picked, a walk, a lasso, the axes.

import { classTone, isShown, magnitudeOf } from "./cloud_colours.js";
import { directions, project } from "./cloud_camera.js";
import { SHAPED } from "./cloud_shapes.js";
import { colour, css } from "./scales.js";

const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
const LETTERS = ["A", "B"];
const LINE = 18;
const FEW = 40; // rings that leave room for a margin each

/** Draw all marks of a view on its second canvas, cleared and crisp on this screen. */
export function drawMarks(view) {
  const { canvas } = view.marks, { width, height, ratio } = view.size;
  const across = Math.round(width * ratio), down = Math.round(height * ratio);
  if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.lineJoin = context.lineCap = "round";
  const pen = { context, ink: tone(view, "--ink"), paper: tone(view, "--paper"), accent: tone(view, "--accent"), quiet: tone(view, "--quiet") };
  if (view.data.dimensions === 3) drawAxes(view, pen);
  if (!magnitudeOf(view) && view.data.labels && view.named) drawNames(view, pen);
  drawRinged(view, pen);
  drawExtra(view, pen);
  drawPath(view, pen);
  drawNeighbours(view, pen);
  drawRings(view, pen);
  drawLasso(view, pen);
}

function tone(view, name) {
  return css(colour(view.host, name));
}

/** The middle of each class: per axis the median of its points, so that a few far ones do not move it. */
export function classMiddles({ points, labels }) {
  const groups = new Map(), size = points.shape[1];
  labels.values.forEach((label, index) => {
    if (!isShown({ points }, new Set(), index)) return;
    if (!groups.has(label)) groups.set(label, []);
    groups.get(label).push(index);
  });
  return [...groups].filter(([label]) => label >= 0).map(([label, own]) => {
    const middle = Array.from({ length: size }, (_, axis) => Float32Array.from(own, (index) => points.values[index * size + axis]).sort()[own.length >> 1]);
    return { label, place: { values: Float32Array.from(middle), shape: [1, size] } };
  });
}

function drawNames(view, { context, paper }) {
  // Among large points a name needs to be larger than they are.
  context.font = `750 ${view.data.points.shape[0] > SHAPED ? 14 : 19}px ${FONT}`;
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineWidth: 5, strokeStyle: paper });
  for (const { name, label, x, y } of namePlaces(view, context)) {
    context.strokeText(name, x, y);
    context.fillStyle = css(classTone(view.host, label));
    context.fillText(name, x, y);
  }
}

/** A place for each name: at the middle of its class, or below the names that are there already. */
function namePlaces(view, context) {
  const taken = [];
  for (const { label, place } of view.middles) {
    if (view.hidden.has(label)) continue;
    const name = view.data.class_names?.[label] ?? String(label), half = context.measureText(name).width / 2 + 4;
    const at = project(view.camera, view.size, place), one = { name, label, half, x: at.x[0], y: at.y[0] };
    const inTheWay = () => taken.find((other) => Math.abs(other.x - one.x) < other.half + half && Math.abs(other.y - one.y) < LINE);
    for (let other = inTheWay(); other; other = inTheWay()) one.y = other.y + LINE;
    taken.push(one);
  }
  return taken;
}

/** Points that are meant just now: a first group, or those of which a place was blended. */
function drawRinged(view, { context, ink, paper }) {
  if (!view.data.ringed?.length) return;
  const { x, y } = view.pixels(), few = view.data.ringed.length <= FEW;
  for (const index of view.data.ringed) {
    if (!Number.isFinite(x[index])) continue;
    if (few) disc(context, x[index], y[index], 5.5, { line: paper, width: 3 });
    disc(context, x[index], y[index], 5.5, { line: ink, width: few ? 1.3 : 0.8 });
  }
}

/** Samples that are not of the data, such as generated ones, as crosses. */
function drawExtra(view, { context, ink, paper }) {
  if (!view.data.extra) return;
  const { x, y } = project(view.camera, view.size, view.data.extra);
  for (const [width, style] of [[5, paper], [2, ink]]) {
    context.beginPath();
    x.forEach((across, at) => {
      context.moveTo(across - 4.5, y[at] - 4.5);
      context.lineTo(across + 4.5, y[at] + 4.5);
      context.moveTo(across + 4.5, y[at] - 4.5);
      context.lineTo(across - 4.5, y[at] + 4.5);
    });
    Object.assign(context, { lineWidth: width, strokeStyle: style });
    context.stroke();
  }
}

/** A walk: a dot for each step, a line between two where the map does not jump, the present frame larger. */
function drawPath(view, { context, ink, paper, accent }) {
  const { path, breaks, frame } = view.data;
  if (!path?.shape[0]) return;
  const { x, y } = project(view.camera, view.size, path);
  for (const [width, style] of [[6, paper], [2.2, ink]]) {
    context.beginPath();
    x.forEach((across, at) => (at === 0 || breaks?.values[at] ? context.moveTo(across, y[at]) : context.lineTo(across, y[at])));
    Object.assign(context, { lineWidth: width, strokeStyle: style });
    context.stroke();
  }
  x.forEach((across, at) => disc(context, across, y[at], 3.4, { fill: paper, line: ink, width: 1.6 }));
  if (frame !== null && frame !== undefined && frame < x.length) disc(context, x[frame], y[frame], 6.5, { fill: accent, line: paper, width: 2 });
}

function disc(context, x, y, radius, { fill = null, line, width }) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  Object.assign(context, { strokeStyle: line, lineWidth: width });
  context.stroke();
}

function drawNeighbours(view, { context, ink, paper }) {
  const { neighbours } = view.data, at = view.shown();
  if (!neighbours || at === null) return;
  const { x, y } = view.pixels(), width = neighbours.shape[1];
  const own = [...neighbours.values.subarray(at * width, (at + 1) * width)].filter((index) => index >= 0 && Number.isFinite(x[index]));
  for (const [line, style] of [[4, paper], [1.4, ink]]) {
    context.beginPath();
    for (const index of own) {
      context.moveTo(x[at], y[at]);
      context.lineTo(x[index], y[index]);
    }
    Object.assign(context, { lineWidth: line, strokeStyle: style });
    context.stroke();
  }
  for (const index of own) disc(context, x[index], y[index], 2.6, { fill: ink, line: paper, width: 1 });
}

function drawRings(view, pen) {
  const { context, paper, accent, ink } = pen, at = view.shown();
  if (at === null && !view.picked.length) return;
  const { x, y } = view.pixels();
  if (at !== null && Number.isFinite(x[at])) {
    disc(context, x[at], y[at], 7, { line: paper, width: 5 });
    disc(context, x[at], y[at], 7, { line: accent, width: 2.5 });
  }
  view.picked.forEach((index, turn) => {
    if (!Number.isFinite(x[index])) return;
    disc(context, x[index], y[index], 8, { line: paper, width: 5 });
    disc(context, x[index], y[index], 8, { line: ink, width: 2.4 });
    Object.assign(context, { font: `700 13px ${FONT}`, textAlign: "center", textBaseline: "middle" });
    disc(context, x[index] + 14, y[index] - 14, 9, { fill: ink, line: paper, width: 2 });
    context.fillStyle = paper;
    context.fillText(LETTERS[turn], x[index] + 14, y[index] - 13.5);
  });
}

function drawLasso(view, { context, ink }) {
  if (view.line.length < 2) return;
  context.beginPath();
  for (const [x, y] of view.line) context.lineTo(x, y);
  context.closePath();
  context.globalAlpha = 0.1;
  context.fillStyle = ink;
  context.fill();
  context.globalAlpha = 1;
  Object.assign(context, { strokeStyle: ink, lineWidth: 1.5 });
  context.setLineDash([5, 4]);
  context.stroke();
  context.setLineDash([]);
}

/** A small cross of the three axes, low on the left, turned like the points. */
function drawAxes(view, { context, quiet, paper }) {
  const [right, up, near] = directions(view.camera), length = 26, x = 52, y = view.size.height - 48;
  const names = view.data.axis_names?.length === 3 ? view.data.axis_names : ["1", "2", "3"];
  Object.assign(context, { font: `12px ${FONT}`, textAlign: "center", textBaseline: "middle", fillStyle: quiet, strokeStyle: quiet });
  for (const axis of [0, 1, 2].sort((a, b) => near[a] - near[b])) {
    const across = right[axis] * length, down = -up[axis] * length;
    context.globalAlpha = 0.65 + 0.35 * near[axis];
    context.lineWidth = 1.8;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + across, y + down);
    context.stroke();
    Object.assign(context, { strokeStyle: paper, lineWidth: 4 });
    context.strokeText(names[axis], x + across * 1.38, y + down * 1.38);
    context.fillText(names[axis], x + across * 1.38, y + down * 1.38);
    context.strokeStyle = quiet;
  }
  context.globalAlpha = 1;
}
