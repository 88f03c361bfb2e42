// Bars: single, in groups, or a histogram; whiskers show the spread between seeds.

import { axisName, frame, number, svg, textWidth } from "./axes.js";
import { attributes, children, fitting, layer, stage } from "./stage.js";
import { roving } from "./roving.js";

const LEGEND = 20;
const LONGEST = 90;

/** Draw the bars into host; called again with each new result. */
export function bars(host, picture, api) {
  const one = stage(host, picture, api, bars);
  const count = picture.edges ? picture.edges.values.length - 1 : picture.names.length;
  const place = frameOf(one, picture, count);
  layer(one, "ground").replaceChildren(place.group, ...barNames(picture, place));
  children(layer(one, "cells"), count, madeBar, (cell, index) => putBar(cell, index, picture, place));
  layer(one, "legend").replaceChildren(...barLegend(picture));
  roving(one, layer(one, "cells"), {
    count,
    columns: count,
    selected: picture.highlighted,
    tell: (index) => barWords(picture, index),
    pick: picture.sets_index ? (index) => api.set(picture.sets_index, index) : null,
  });
}

function frameOf(one, picture, count) {
  const top = named(picture).length ? LEGEND : 8;
  const heights = picture.sets.flatMap((set) => [set.values.values, set.low?.values, set.high?.values]);
  const [from, to] = picture.edges ? [picture.edges.values[0], picture.edges.values[count]] : [-0.5, count - 0.5];
  const x = { ...picture.x, low: from, high: to, unticked: !picture.edges };
  const base = picture.y.logarithmic ? [] : [[0]];
  const slanted = slant(picture, one.width);
  const place = frame(one.width, one.height, x, picture.y, [], [...heights, ...base], { top, bottom: 38 + slanted });
  // A bar starts at zero; on a logarithmic axis, which has no zero, at the axis' lower end.
  const floor = one.height - place.edge.bottom;
  return { ...place, slanted, floor, zero: picture.y.logarithmic ? floor : place.y(0), width: one.width };
}

/** The left end and the width of a bar, in pixels. */
function span(picture, place, index, set) {
  if (picture.edges) {
    const left = place.x(picture.edges.values[index]);
    return [left, Math.max(0.5, place.x(picture.edges.values[index + 1]) - left - 0.5)];
  }
  const room = place.x(1) - place.x(0), whole = Math.min(room * 0.78, 64 * picture.sets.length);
  const each = whole / picture.sets.length;
  return [place.x(index) - whole / 2 + set * each, Math.max(1, each - 1)];
}

function madeBar(index) {
  return svg("g", { "data-cell": index }, svg("rect", { class: "hit" }), svg("g", { class: "columns" }), svg("rect", { class: "ring", rx: 3 }));
}

function putBar(cell, index, picture, place) {
  const [left] = span(picture, place, index, 0), [right, width] = span(picture, place, index, picture.sets.length - 1);
  const box = { x: left - 2, y: place.edge.top, width: right + width - left + 4, height: place.floor - place.edge.top };
  attributes(cell.children[0], box);
  attributes(cell.children[2], box);
  const columns = picture.sets.flatMap((set, at) => column(set, index, span(picture, place, index, at), place, picture));
  cell.children[1].replaceChildren(...columns);
}

function column(set, index, [left, width], place, picture) {
  const value = set.values.values[index];
  if (!Number.isFinite(value)) return [svg("text", { x: left + width / 2, y: place.zero - 4, "text-anchor": "middle", class: "tick" }, "∅")];
  const end = Math.min(Math.max(place.y(value), place.edge.top), place.floor);
  const drawn = [svg("rect", { x: left, width, y: Math.min(end, place.zero), height: Math.max(0.75, Math.abs(end - place.zero)), class: `bar ${set.colour}${picture.edges ? " dense" : ""}` })];
  if (set.low && Number.isFinite(set.low.values[index])) drawn.push(whisker(left + width / 2, place.y(set.low.values[index]), place.y(set.high.values[index])));
  return drawn;
}

function whisker(x, low, high) {
  return svg("path", { d: `M${x - 4} ${high}h8M${x} ${high}V${low}M${x - 4} ${low}h8`, class: "whisker" });
}

/** How much deeper the names reach where they are too wide to stand side by side and are slanted; else 0. */
function slant(picture, width) {
  if (picture.edges || !picture.names.length) return 0;
  const widest = Math.max(...picture.names.map(textWidth)), room = (width - 68) / picture.names.length;
  return widest + 6 <= room || room < 14 ? 0 : Math.min(widest, LONGEST) * 0.6 - 4;
}

/** The names under the bars: slanted where they are wide, every n-th where the bars are too many. */
function barNames(picture, place) {
  if (picture.edges) return [];
  const room = place.x(1) - place.x(0), every = Math.max(1, Math.ceil(14 / room));
  return picture.names.flatMap((name, index) => {
    if (index % every) return [];
    const at = place.slanted
      ? { transform: `translate(${place.x(index) + 4} ${place.floor + 14}) rotate(-37)`, "text-anchor": "end" }
      : { x: place.x(index), y: place.floor + 16, "text-anchor": "middle" };
    const text = svg("text", { ...at, class: "tick" }, fitting(name, place.slanted ? LONGEST : room * every - 4));
    text.append(svg("title", {}, name));
    return [text];
  });
}

function named(picture) {
  return picture.sets.filter((set) => set.name);
}

function barLegend(picture) {
  let at = 52;
  return named(picture).flatMap((set) => {
    const drawn = [svg("rect", { x: at, y: 2, width: 11, height: 11, class: `bar ${set.colour}` }), svg("text", { x: at + 16, y: 12, class: "tick" }, set.name)];
    at += 34 + textWidth(set.name);
    return drawn;
  });
}

function barWords(picture, index) {
  const where = picture.edges
    ? `${axisName(picture.x)} from ${number(picture.edges.values[index])} to ${number(picture.edges.values[index + 1])}`
    : picture.names[index];
  const values = picture.sets.map((set) => {
    const spread = set.low ? ` (lowest ${number(set.low.values[index])}, highest ${number(set.high.values[index])})` : "";
    return `${set.name || axisName(picture.y)} ${number(set.values.values[index])}${spread}`;
  });
  return `${where}: ${values.join("; ")}`;
}
