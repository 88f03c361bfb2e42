// The weights of units as images: blue positive, orange negative, one scale for all.

import { number, svg } from "./axes.js";
import { colour, shade, table } from "./scales.js";
import { attributes, layer, stage } from "./stage.js";
import { imageGrid } from "./image_grid.js";
import { roving } from "./roving.js";
import { LEGEND_ROOM, scaleLegend } from "./scale_legend.js";

/** Draw the weights into host; called again with each new result. */
export function weightImages(host, picture, api) {
  const one = stage(host, picture, api, weightImages);
  const { values, shape } = picture.weights, [count, rows, columns] = shape, size = rows * columns;
  const largest = picture.largest ?? largestOf(values);
  const tones = table(host, "diverging"), none = colour(host, "--line");
  const paint = (image, pixel) => {
    const weight = values[image * size + pixel];
    return Number.isNaN(weight) ? none : shade(tones, 0.5 + weight / largest / 2);
  };
  const place = imageGrid(one, { count, rows, columns, look: { captions: picture.captions, marks: [], across: picture.columns, bottom: LEGEND_ROOM, paint } });
  scaleLegend(one, { name: picture.unit, tones, low: -largest, high: largest });
  Object.assign(one, { place, rows, columns, cursor: one.cursor ?? null });
  if (one.fresh) followPixels(one);
  one.pixel ??= svg("rect", { class: "pixel" });
  const group = layer(one, "cells"), tell = (image) => unitWords(picture, one, image);
  roving(one, group, { count, columns: place.across, selected: picture.selected, rest: "", tell, pick: picture.sets ? (image) => api.set(picture.sets, image) : null });
  layer(one, "pixels").append(one.pixel);
  tellPixel(one);
}

/** The largest size of a finite weight; 1 where all are zero. */
function largestOf(values) {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value) && Math.abs(value) > largest) largest = Math.abs(value);
  return largest || 1;
}

function unitWords(picture, one, image) {
  const size = one.rows * one.columns, weights = picture.weights.values.subarray(image * size, (image + 1) * size);
  let low = Infinity, high = -Infinity;
  for (const weight of weights) {
    if (weight < low) low = weight;
    if (weight > high) high = weight;
  }
  return `${picture.captions[image] ?? `unit ${image}`}: ${picture.unit} from ${number(low)} to ${number(high)}. Shift and arrows: single pixels`;
}

/** The pointer, or Shift and arrows on a focused image, choose a pixel, whose weight is told. */
function followPixels(one) {
  const cells = layer(one, "cells");
  const forget = () => {
    one.cursor = null;
    tellPixel(one);
  };
  one.told.setAttribute("aria-live", "polite");
  cells.addEventListener("pointermove", (event) => {
    const image = Number(event.target.closest("[data-cell]").dataset.cell), { x, y } = one.place.at(image);
    const box = one.root.getBoundingClientRect(), stretch = one.width / box.width;
    one.cursor = {
      image,
      row: bounded(Math.floor((((event.clientY - box.top) * stretch - y) / one.place.height) * one.rows), one.rows),
      column: bounded(Math.floor((((event.clientX - box.left) * stretch - x) / one.place.width) * one.columns), one.columns),
    };
    tellPixel(one);
  });
  cells.addEventListener("pointerleave", forget);
  one.element.addEventListener("focusout", forget);
  cells.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    if (!event.shiftKey) return forget();
    const image = Number(event.target.closest("[data-cell]").dataset.cell);
    const from = one.cursor?.image === image ? one.cursor : { row: Math.floor(one.rows / 2), column: Math.floor(one.columns / 2) };
    one.cursor = { image, row: bounded(from.row + step[0], one.rows), column: bounded(from.column + step[1], one.columns) };
    event.preventDefault();
    tellPixel(one);
  });
}

function bounded(index, count) {
  return Math.min(count - 1, Math.max(0, index));
}

function tellPixel(one) {
  const there = one.cursor && one.cursor.image < one.picture.weights.shape[0];
  attributes(one.pixel, { display: there ? null : "none" });
  if (!there) return;
  const { image, row, column } = one.cursor, { x, y } = one.place.at(image);
  const wide = one.place.width / one.columns, high = one.place.height / one.rows;
  attributes(one.pixel, { x: x + column * wide, y: y + row * high, width: wide, height: high });
  const weight = one.picture.weights.values[(image * one.rows + row) * one.columns + column];
  one.told.textContent = `${one.picture.captions[image] ?? `unit ${image}`}, row ${row}, column ${column}: ${one.picture.unit} ${number(weight)}`;
}
