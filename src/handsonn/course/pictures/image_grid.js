// A grid of small images on the stage: pixels on the canvas, captions, marks and focus in the drawing.

import { svg, textWidth } from "./axes.js";
import { attributes, children, fitting, layer, painting, raster } from "./stage.js";

const GAP = 6;
const CAPTION = 16;

/**
 * Draw `count` images of rows x columns pixels. look: captions (maybe empty), marks (maybe empty), across (images
 * per row, 0: as many as fit best), bottom (pixels kept free below), paint(image, pixel) -> [r, g, b].
 * Returns the place: {at(image) -> {x, y}, across, width, height} of the drawn images.
 */
export function imageGrid(one, { count, rows, columns, look }) {
  const captioned = look.captions.length ? CAPTION : 0;
  const place = gridPlace(one, count, rows / columns, look, captioned);
  const context = painting(one);
  context.imageSmoothingEnabled = false;
  for (let image = 0; image < count; image += 1) {
    const { x, y } = place.at(image);
    context.drawImage(raster(rows, columns, (pixel) => look.paint(image, pixel)), x, y, place.width, place.height);
  }
  children(layer(one, "cells"), count, madeImage, (cell, image) => putImage(cell, image, place, look));
  return place;
}

/** As many per row as make the images largest. */
function gridPlace(one, count, ratio, look, captioned) {
  const room = one.height - (look.bottom ?? 0), wanted = look.across;
  const sizeOf = (across) => {
    const down = Math.max(1, Math.ceil(count / across));
    return Math.min((one.width - 5) / across - GAP, ((room - 5) / down - GAP - captioned) / ratio);
  };
  let across = wanted || 1;
  if (!wanted) for (let candidate = 2; candidate <= count; candidate += 1) if (sizeOf(candidate) > sizeOf(across)) across = candidate;
  const width = Math.max(4, Math.min(sizeOf(across), 160)), height = width * ratio;
  const step = Math.min((one.width - 5) / across, Math.max(width, ...look.captions.map(textWidth)) + GAP);
  const at = (image) => ({
    x: 4 + (image % across) * step + (step - width - GAP) / 2,
    y: 4 + Math.floor(image / across) * (height + GAP + captioned),
  });
  return { at, across, width, height, step };
}

function madeImage(image) {
  return svg("g", { "data-cell": image }, svg("rect", { class: "hit" }), svg("rect", { class: "frame" }), svg("text", { class: "tick caption", "text-anchor": "middle" }),
    svg("path", { class: "sign" }), svg("rect", { class: "ring", rx: 3 }));
}

function putImage(cell, image, place, look) {
  const { x, y } = place.at(image), box = { x, y, width: place.width, height: place.height };
  const [hit, border, caption, sign, ring] = cell.children;
  const mark = look.marks[image] ?? "", text = look.captions[image] ?? "";
  attributes(hit, box);
  attributes(border, { ...box, class: `frame ${mark}` });
  attributes(ring, { x: x - 2.5, y: y - 2.5, width: place.width + 5, height: place.height + 5 });
  attributes(caption, { x: x + place.width / 2, y: y + place.height + 13 });
  caption.textContent = fitting(text, place.step - 3);
  attributes(sign, { d: signPath(mark, x + place.width - 8, y + 8), class: `sign ${mark}` });
}

/** A tick or a cross on a disc, so that right and wrong differ without their colours. */
function signPath(mark, x, y) {
  const disc = `M${x - 7} ${y}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0`;
  if (mark === "right") return `${disc}M${x - 3} ${y}l2.2 2.6l4 -5`;
  if (mark === "wrong") return `${disc}M${x - 2.8} ${y - 2.8}l5.6 5.6M${x + 2.8} ${y - 2.8}l-5.6 5.6`;
  return "";
}
