// Samples as points on a canvas: hover shows one, arrows go to the nearest in their direction, Enter picks.

import { axisName, frame, html, number, svg } from "./axes.js";
import { classColour, shade, table } from "./scales.js";
import { attributes, layer, raster, stage } from "./stage.js";
import { LEGEND_ROOM, scaleLegend } from "./scale_legend.js";
import { nearest, towards } from "./nearest.js";
import { paintPoints, valueRange } from "./point_paint.js";

const REACH = 14;
const PICTURE = 72;

/** Draw the points into host; called again with each new result. */
export function scatter(host, picture, api) {
  const one = stage(host, picture, api, scatter);
  const bottom = picture.values ? LEGEND_ROOM : 0, flat = picture.points.values;
  const xs = flat.filter((_, index) => index % 2 === 0), ys = flat.filter((_, index) => index % 2 === 1);
  const place = frame(one.width, one.height - bottom, picture.x, picture.y, [xs], [ys]);
  one.pixels = { x: Float32Array.from(xs, place.x), y: Float32Array.from(ys, place.y) };
  layer(one, "ground").replaceChildren(place.group);
  layer(one, "way").replaceChildren(...wayMarks(picture, place));
  layer(one, "names").replaceChildren(...classNames(picture, one.pixels));
  paintPoints(one, picture);
  if (picture.values) scaleLegend(one, { ...valueRange(picture), name: picture.value, tones: table(host, "magnitude"), left: place.edge.left });
  reachable(one, place);
  if (one.fresh) listen(one);
  if (one.at >= xs.length) one.at = null;
  show(one);
}

/** Each class' name at the median of its points, in its colour, on paper. */
function classNames(picture, { x, y }) {
  if (!picture.labels) return [];
  return picture.class_names.flatMap((name, label) => {
    const own = [...picture.labels.values.keys()].filter((index) => picture.labels.values[index] === label && Number.isFinite(x[index]) && Number.isFinite(y[index]));
    if (!own.length) return [];
    const middle = (pixels) => own.map((index) => pixels[index]).sort((a, b) => a - b)[Math.floor(own.length / 2)];
    return [svg("text", { x: middle(x), y: middle(y) + 5, "text-anchor": "middle", class: "class-name", style: `fill: ${classColour(label)}` }, name)];
  });
}

function wayMarks(picture, place) {
  if (!picture.trail) return [];
  const steps = Array.from({ length: picture.trail.shape[0] }, (_, index) => [place.x(picture.trail.values[index * 2]), place.y(picture.trail.values[index * 2 + 1])]);
  return [svg("polyline", { points: steps.map((step) => step.join(" ")).join(" "), class: "line ink" }), ...steps.map(([cx, cy]) => svg("circle", { cx, cy, r: 3.4, class: "way-step" }))];
}

/** The part of the drawing that takes the focus and the pointer, and the marks around points. */
function reachable(one, place) {
  one.reach ??= madeReach(one);
  const { edge } = place, box = { x: edge.left, y: edge.top, width: one.width - edge.left - edge.right, height: one.height - edge.top - edge.bottom - (one.picture.values ? LEGEND_ROOM : 0) };
  const { picture } = one, words = `${picture.description || picture.title}. ${one.pixels.x.length} points over ${axisName(picture.x)} and ${axisName(picture.y)}. Arrows go from point to point.`;
  attributes(one.reach.hit, { ...box, role: picture.sets ? "button" : "img", "aria-label": words });
  attributes(one.reach.ring, box);
}

function madeReach(one) {
  const hit = svg("rect", { class: "hit", tabindex: "0" }), ring = svg("rect", { class: "ring" });
  const here = svg("circle", { class: "here", r: 7 }), chosen = svg("circle", { class: "picked", r: 8 });
  layer(one, "cursor").append(svg("g", { class: "plane" }, hit, ring, chosen, here));
  const canvas = html("canvas", {}), words = html("span", {}), tip = html("div", { class: "tip", hidden: true, "aria-hidden": "true" }, canvas, words);
  one.element.querySelector(".layers").append(tip);
  one.told.setAttribute("aria-live", "polite");
  return { hit, ring, here, chosen, tip, canvas, words };
}

function listen(one) {
  Object.assign(one, { at: null, over: null });
  const { hit } = one.reach;
  const under = (event) => {
    const box = one.root.getBoundingClientRect(), stretch = one.width / box.width;
    return nearest(one.pixels, (event.clientX - box.left) * stretch, (event.clientY - box.top) * stretch, REACH);
  };
  const pick = (index) => {
    if (index === null || !one.picture.sets) return;
    one.at = index;
    one.picture.selected = index;
    show(one);
    one.api.set(one.picture.sets, index);
  };
  hit.addEventListener("pointermove", (event) => { one.over = under(event); show(one); });
  hit.addEventListener("pointerleave", () => { one.over = null; show(one); });
  hit.addEventListener("blur", () => { one.at = null; show(one); });
  hit.addEventListener("click", (event) => pick(under(event)));
  hit.addEventListener("keydown", (event) => {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (direction) one.at = one.at === null ? one.picture.selected ?? nearest(one.pixels, one.width / 2, one.height / 2, Infinity) : towards(one.pixels, one.at, direction) ?? one.at;
    else if (event.key === "Enter" || event.key === " ") pick(one.at);
    else return;
    event.preventDefault();
    show(one);
  });
}

function show(one) {
  const { picture, pixels, reach } = one, index = one.over ?? one.at;
  ringAt(reach.here, pixels, index);
  ringAt(reach.chosen, pixels, picture.selected);
  const told = index ?? picture.selected;
  one.told.textContent = told === null || told === undefined ? "" : pointWords(picture, told);
  const known = index !== null && index !== undefined && Number.isFinite(pixels.x[index]);
  reach.tip.hidden = !known || !picture.images;
  if (!reach.tip.hidden) showTip(one, index);
}

function ringAt(ring, pixels, index) {
  const there = index !== null && index !== undefined && Number.isFinite(pixels.x[index]) && Number.isFinite(pixels.y[index]);
  attributes(ring, there ? { cx: pixels.x[index], cy: pixels.y[index], display: null } : { display: "none" });
}

function pointWords(picture, index) {
  const { values } = picture.points, said = [picture.captions[index] ?? `sample ${index}`];
  if (picture.labels) said.push(picture.class_names[picture.labels.values[index]] ?? `class ${picture.labels.values[index]}`);
  if (picture.values) said.push(`${picture.value} ${number(picture.values.values[index])}`);
  return `${said.join(", ")} (${number(values[index * 2])}, ${number(values[index * 2 + 1])})`;
}

function showTip(one, index) {
  const { tip, canvas, words } = one.reach, { values, shape } = one.picture.images, [, rows, columns, channels = 1] = shape;
  const tones = table(one.host, "ink"), start = index * rows * columns * channels;
  const paint = channels === 3 ? (pixel) => values.subarray(start + pixel * 3, start + pixel * 3 + 3) : (pixel) => shade(tones, values[start + pixel] / 255);
  canvas.width = columns;
  canvas.height = rows;
  canvas.style.height = `${(PICTURE * rows) / columns}px`;
  canvas.getContext("2d").drawImage(raster(rows, columns, paint), 0, 0);
  words.textContent = one.picture.captions[index] ?? "";
  const x = one.pixels.x[index], y = one.pixels.y[index];
  tip.style.left = `${x + 12 + tip.offsetWidth > one.width ? x - 12 - tip.offsetWidth : x + 12}px`;
  tip.style.top = `${Math.max(0, Math.min(one.height - tip.offsetHeight, y - tip.offsetHeight / 2))}px`;
}
