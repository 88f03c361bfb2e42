// The card beside a point: its image and its words.

import { html } from "./axes.js";
import { raster } from "./stage.js";
import { shade, table } from "./scales.js";

const WIDTH = 84;
const GAP = 14;

/** Make an empty card: {element, canvas, words}. */
export function card() {
  const canvas = html("canvas", {}), words = html("span", {});
  return { element: html("div", { class: "cloud-card", hidden: true, "aria-hidden": "true" }, canvas, words), canvas, words, of: null };
}

/** Show what belongs to point `index` at (x, y), or nothing where index is null. */
export function showCard(view, index, text) {
  const { card: one, data, size } = view;
  const known = index !== null && Number.isFinite(view.pixels().x[index]);
  one.element.hidden = !known;
  if (!known) { one.of = null; return; }
  if (one.of !== index || one.data !== data) {
    Object.assign(one, { of: index, data });
    one.words.textContent = text;
    one.canvas.hidden = true;
    fill(view, index);
  }
  const x = view.pixels().x[index], y = view.pixels().y[index], { offsetWidth: width, offsetHeight: height } = one.element;
  const left = x + GAP + width > size.width ? x - GAP - width : x + GAP;
  one.element.style.left = `${Math.max(2, Math.min(size.width - width - 2, left))}px`;
  one.element.style.top = `${Math.max(2, Math.min(size.height - height - 2, y - height / 2))}px`;
}

/** Paint the image: from the data's images, or from image_of(index), which may answer later. */
async function fill(view, index) {
  const { card: one, data } = view, { images } = data;
  let image = null;
  if (images) {
    const [, rows, columns, parts = 1] = images.shape, length = rows * columns * parts;
    image = { values: images.values.subarray(index * length, (index + 1) * length), shape: images.shape.slice(1) };
  } else if (data.image_of) {
    const answer = data.image_of(index);
    image = answer?.then ? await answer : answer;
  }
  if (!image || one.of !== index || view.data !== data) return;
  paint(view.host, one.canvas, image);
  one.canvas.hidden = false;
  if (!images) view.request("marks");
}

/** Paint uint8 values of shape [rows, columns] or [rows, columns, 3] on a canvas, one pixel each. */
export function paint(host, canvas, { values, shape: [rows, columns, parts = 1] }) {
  const ink = table(host, "ink");
  const tone = parts === 3 ? (pixel) => values.subarray(pixel * 3, pixel * 3 + 3) : (pixel) => shade(ink, values[pixel] / 255);
  Object.assign(canvas, { width: columns, height: rows });
  canvas.style.width = `${WIDTH}px`;
  canvas.style.height = `${(WIDTH * rows) / columns}px`;
  canvas.getContext("2d").drawImage(raster(rows, columns, tone), 0, 0);
}
