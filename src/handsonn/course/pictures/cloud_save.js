// A map as one picture (PNG): points, marks, and below them what the colours mean.

import { html, number } from "./axes.js";
import { classTone, magnitudeOf, magnitudeRange, scaleTone, shapeOf } from "./cloud_colours.js";
import { shapePath } from "./cloud_shapes.js";
import { colour, css } from "./scales.js";

const ROW = 24;
const FONT = "13px system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";

/** Offer the picture as NAME.png. The points must have been drawn in the same turn. */
export function saveCloud(view, name) {
  picture(view).toBlob((blob) => {
    const link = html("a", { href: URL.createObjectURL(blob), download: `${name}.png` });
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

function picture(view) {
  const { width, height, ratio } = view.size, places = legendPlaces(view, width);
  const canvas = html("canvas", { width: Math.round(width * ratio), height: Math.round((height + places.height) * ratio) });
  const context = canvas.getContext("2d");
  context.fillStyle = css(colour(view.host, "--paper"));
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.drawImage(view.painter.canvas, 0, 0, width, height);
  context.drawImage(view.marks.canvas, 0, 0, width, height);
  Object.assign(context, { font: FONT, textBaseline: "middle" });
  context.translate(0, height);
  places.draw(context, css(colour(view.host, "--ink")));
  return canvas;
}

function legendPlaces(view, width) {
  const magnitude = magnitudeOf(view);
  if (magnitude) return { height: ROW, draw: (context, ink) => drawScale(view, magnitude, context, ink) };
  if (!view.data.labels) return { height: 0, draw: () => undefined };
  const measuring = html("canvas", {}).getContext("2d"), entries = [];
  measuring.font = FONT;
  let x = 8, row = 0;
  for (const label of [...new Set(view.data.labels.values)].sort((a, b) => a - b)) {
    if (view.hidden.has(label)) continue;
    const name = view.data.class_names?.[label] ?? `class ${label}`, room = measuring.measureText(name).width + 36;
    if (x + room > width) [x, row] = [8, row + 1];
    entries.push({ label, name, x, y: row * ROW + ROW / 2 });
    x += room;
  }
  return { height: (row + 1) * ROW, draw: (context, ink) => drawClasses(view, entries, context, ink) };
}

function drawClasses(view, entries, context, ink) {
  for (const { label, name, x, y } of entries) {
    context.save();
    context.translate(x, y - 7);
    context.fillStyle = css(classTone(view.host, label));
    context.fill(new Path2D(shapePath(shapeOf(label, view.data.points.shape[0]))));
    context.restore();
    context.fillStyle = ink;
    context.fillText(name, x + 19, y);
  }
}

function drawScale({ host }, magnitude, context, ink) {
  const { low, high, below, above } = magnitudeRange(magnitude), words = [magnitude.name, `${below ? "≤ " : ""}${number(low)}`];
  let x = 8;
  context.fillStyle = ink;
  for (const word of words) {
    context.fillText(word, x, ROW / 2);
    x += context.measureText(word).width + 12;
  }
  for (let step = 0; step < 180; step += 1) {
    context.fillStyle = css(scaleTone(host, step / 179));
    context.fillRect(x + step, ROW / 2 - 5, 1.5, 10);
  }
  context.fillStyle = ink;
  context.fillText(`${above ? "≥ " : ""}${number(high)}${magnitude.unit ? ` ${magnitude.unit}` : ""}`, x + 192, ROW / 2);
}
