// A network's output over a plane, the samples on it, and its epochs to scrub through.

import { axisName, frame, number, svg } from "./axes.js";
import { shade, table } from "./scales.js";
import { attributes, layer, painting, raster, stage } from "./stage.js";
import { contour } from "./contour.js";
import { LEGEND_ROOM, scaleLegend } from "./scale_legend.js";
import { framePlayer } from "./frame_player.js";
import { planeCursor } from "./plane_cursor.js";

const FIELD_STRENGTH = 0.62;

/** Draw the field into host; called again with each new result. */
export function boundary(host, picture, api) {
  const one = stage(host, picture, api, boundary);
  const frames = picture.field.shape.length === 3 ? picture.field.shape[0] : 1;
  const player = framePlayer(one, picture.frame_names, () => drawFrame(host, one));
  player.put(frames);
  one.player = player;
  one.plane = { ...one, height: one.height - LEGEND_ROOM - player.height() };
  drawFrame(host, one);
}

function drawFrame(host, one) {
  const { picture, plane } = one, classes = picture.classes.length > 0;
  const place = frame(plane.width, plane.height, picture.x, picture.y, [], []);
  const tones = classes ? table(host, "diverging", FIELD_STRENGTH) : table(host, "magnitude");
  one.place = place;
  one.values = frameValues(picture, one.player.frame());
  attributes(one.root, { height: one.height - one.player.height(), viewBox: `0 0 ${one.width} ${one.height - one.player.height()}` });
  paintField(one, tones);
  layer(one, "ground").replaceChildren(place.group);
  layer(one, "level").replaceChildren(...(classes ? [levelLine(one)] : []));
  layer(one, "samples").replaceChildren(...samples(picture, place, host));
  scaleLegend({ ...one, height: plane.height + LEGEND_ROOM - 2 }, { name: picture.value, tones, low: picture.low, high: picture.high, left: place.edge.left, words: classes ? [picture.classes[0], picture.classes[1]] : null });
  planeCursor(one, {
    place, x: picture.x, y: picture.y, name: fieldWords(picture, one.player.name()), rest: picture.held_out ? "hollow: not trained on" : "",
    tell: (across, up) => placeWords(one, across, up),
    pick: picture.sets ? (across, up) => one.api.set(picture.sets, [across, up]) : null,
  });
}

/** The values of one frame between low and high; of uint8, 0 to 255 are spread over that range. */
function frameValues(picture, index) {
  const shape = picture.field.shape, rows = shape[shape.length - 2], columns = shape[shape.length - 1];
  const values = picture.field.values.subarray(index * rows * columns, (index + 1) * rows * columns);
  const bytes = values instanceof Uint8Array, range = picture.high - picture.low;
  const share = bytes ? (value) => value / 255 : (value) => (value - picture.low) / range;
  return { values, rows, columns, share, of: (value) => (bytes ? picture.low + (value / 255) * range : value), half: bytes ? 127.5 : (picture.low + picture.high) / 2 };
}

function paintField(one, tones) {
  const { values, rows, columns, share } = one.values, { x, y } = corners(one);
  const context = painting(one);
  const small = raster(rows, columns, (pixel) => {
    const row = rows - 1 - Math.floor(pixel / columns);
    return shade(tones, share(values[row * columns + (pixel % columns)]));
  });
  context.imageSmoothingEnabled = true;
  context.drawImage(small, x[0], y[1], x[1] - x[0], y[0] - y[1]);
}

/** The pixels of the plane's edges: where column 0 and the last, row 0 and the last, lie. */
function corners(one) {
  const { picture, place } = one;
  return { x: [place.x(picture.x.low), place.x(picture.x.high)], y: [place.y(picture.y.low), place.y(picture.y.high)] };
}

/** The line where both classes are as probable: the boundary itself. */
function levelLine(one) {
  const { values, rows, columns, half } = one.values, { x, y } = corners(one);
  const at = (row, column) => [x[0] + ((column + 0.5) / columns) * (x[1] - x[0]), y[0] + ((row + 0.5) / rows) * (y[1] - y[0])];
  return svg("path", { d: contour(values, rows, columns, half, at), class: "level" });
}

/** Samples as one path per kind: discs and squares for the two classes, hollow where held out. */
function samples(picture, place, host) {
  if (!picture.points) return [];
  const kinds = new Map();
  const [low, high] = [picture.low, picture.high], tones = table(host, "magnitude");
  const points = picture.points.values, radius = points.length > 1200 ? 2.4 : 3.6;
  for (let index = 0; index < points.length / 2; index += 1) {
    const label = picture.labels?.values[index] ?? 0, held = picture.held_out?.values[index] ? "held-out" : "";
    const step = picture.classes.length ? label : Math.round(((label - low) / (high - low || 1)) * 16) / 16;
    const key = `${step} ${held}`;
    if (!kinds.has(key)) kinds.set(key, { step, held, d: [] });
    kinds.get(key).d.push(shape(picture.classes.length && label === 1, place.x(points[index * 2]), place.y(points[index * 2 + 1]), radius));
  }
  return [...kinds.values()].map(({ step, held, d }) => {
    const colours = picture.classes.length ? { class: `sample class-${step} ${held}` } : { class: `sample ${held}`, style: `--own: rgb(${shade(tones, step).join(" ")})` };
    return svg("path", { d: d.join(""), ...colours });
  });
}

function shape(square, x, y, radius) {
  const side = radius * 1.8;
  if (square) return `M${(x - side / 2).toFixed(1)} ${(y - side / 2).toFixed(1)}h${side}v${side}h${-side}Z`;
  return `M${(x - radius).toFixed(1)} ${y.toFixed(1)}a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0Z`;
}

/** What the network says at a place. */
function placeWords(one, across, up) {
  const { rows, columns, values, of } = one.values, { x, y, value } = one.picture;
  const column = bounded(((across - x.low) / (x.high - x.low)) * columns, columns), row = bounded(((up - y.low) / (y.high - y.low)) * rows, rows);
  return `${x.name} ${number(across)}, ${y.name} ${number(up)}: ${value} ${number(of(values[row * columns + column]))}`;
}

function bounded(place, count) {
  return Math.min(count - 1, Math.max(0, Math.floor(place)));
}

function fieldWords(picture, name) {
  const count = picture.points ? picture.points.shape[0] : 0;
  return `${picture.description || picture.title}${name ? `, ${name}` : ""}. ${picture.value} over ${axisName(picture.x)} and ${axisName(picture.y)}, ${count} samples.`;
}
