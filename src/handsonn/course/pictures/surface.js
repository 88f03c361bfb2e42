// A surface over two parameters, with lines of equal value, and trails of optimizers on it.

import { axisName, frame, number, svg, textWidth } from "./axes.js";
import { colour, shade, table } from "./scales.js";
import { layer, painting, raster, stage } from "./stage.js";
import { contour } from "./contour.js";
import { LEGEND_ROOM, scaleLegend } from "./scale_legend.js";
import { planeCursor } from "./plane_cursor.js";

const STRENGTH = 0.85;
const NAMES = 20;
const NAMES_LEFT = 30;

/** Draw the surface into host; called again with each new result. */
export function surface(host, picture, api) {
  const one = stage(host, picture, api, surface);
  const names = namePlaces(picture, one.width), named = names.length ? (names.at(-1).row + 1) * NAMES : 0, height = one.height - LEGEND_ROOM - named;
  const place = frame(one.width, height, picture.x, picture.y, [], []);
  const range = rangeOf(picture), tones = table(host, "magnitude", STRENGTH), [rows, columns] = picture.values.shape;
  const shares = Float32Array.from(picture.values.values, range.share);
  const corner = { left: place.x(picture.x.low), right: place.x(picture.x.high), bottom: place.y(picture.y.low), top: place.y(picture.y.high) };
  paintSurface(one, { shares, rows, columns, tones, corner });
  layer(one, "ground").replaceChildren(place.group);
  layer(one, "levels").replaceChildren(...levelLines(picture.steps, shares, rows, columns, corner));
  one.clip ??= `plane-${Math.random().toString(36).slice(2)}`;
  layer(one, "trails").replaceChildren(planeClip(one.clip, corner), ...picture.trails.flatMap((trail) => trailMarks(trail, place, corner, one.clip)));
  layer(one, "trail-names").replaceChildren(...trailNames(names, one.height - LEGEND_ROOM - named + 12));
  scaleLegend(one, { name: axisName(picture.value), tones, low: range.low, high: range.high, logarithmic: picture.value.logarithmic, left: place.edge.left });
  planeCursor(one, {
    place, x: picture.x, y: picture.y, name: surfaceWords(picture, range),
    rest: named ? "disc: start; square: end" : "",
    tell: (across, up) => valueWords(picture, across, up),
    pick: picture.sets ? (across, up) => api.set(picture.sets, [across, up]) : null,
  });
}

/** Where the colours start and end, and the share of a value between them; NaN where it has none. */
function rangeOf({ value, values }) {
  const usable = values.values.filter((one) => Number.isFinite(one) && (!value.logarithmic || one > 0));
  let low = Infinity, high = -Infinity;
  for (const one of usable) {
    if (one < low) low = one;
    if (one > high) high = one;
  }
  low = value.low ?? (usable.length ? low : value.logarithmic ? 0.1 : 0);
  high = value.high ?? (usable.length ? high : 1);
  if (high <= low) high = value.logarithmic ? low * 10 : low + 1;
  const on = value.logarithmic ? Math.log10 : (one) => one, from = on(low), width = on(high) - from;
  return { low, high, share: (one) => (Number.isFinite(one) && (!value.logarithmic || one > 0) ? (on(one) - from) / width : Number.NaN) };
}

function paintSurface(one, { shares, rows, columns, tones, corner }) {
  const context = painting(one), blank = colour(one.host, "--panel");
  const small = raster(rows, columns, (pixel) => {
    const share = shares[(rows - 1 - Math.floor(pixel / columns)) * columns + (pixel % columns)];
    return Number.isNaN(share) ? blank : shade(tones, share);
  });
  context.imageSmoothingEnabled = shares.every(Number.isFinite);
  context.drawImage(small, corner.left, corner.top, corner.right - corner.left, corner.bottom - corner.top);
}

function levelLines(steps, shares, rows, columns, { left, right, bottom, top }) {
  const at = (row, column) => [left + ((column + 0.5) / columns) * (right - left), bottom + ((row + 0.5) / rows) * (top - bottom)];
  const levels = Array.from({ length: steps }, (_, index) => (index + 1) / (steps + 1));
  return [svg("path", { d: levels.map((level) => contour(shares, rows, columns, level, at)).join(""), class: "equal" })];
}

function planeClip(id, { left, right, bottom, top }) {
  return svg("clipPath", { id }, svg("rect", { x: left, y: top, width: right - left, height: bottom - top }));
}

/** A trail as far as it is finite, its steps as small dots, a disc at its start and a square at its end. */
function trailMarks(trail, place, { left, right, bottom, top }, clip) {
  const all = Array.from(trail.x.values, (value, index) => [value, trail.y.values[index]]);
  const broken = all.findIndex(([a, b]) => !Number.isFinite(a) || !Number.isFinite(b));
  // A trail that leaves the plane by far is cut, so that the drawing does not get lengths beyond what SVG can.
  const near = (pixel, low, high) => Math.min(Math.max(pixel, low - 2000), high + 2000);
  const steps = (broken < 0 ? all : all.slice(0, broken)).map(([a, b]) => [near(place.x(a), left, right), near(place.y(b), top, bottom)]);
  if (!steps.length) return [];
  const d = steps.map(([x, y], index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const inside = ([x, y]) => x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1;
  const dots = steps.length > 60 ? "" : steps.filter(inside).map(([x, y]) => `M${(x - 1.7).toFixed(1)} ${y.toFixed(1)}a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0 -3.4 0`).join("");
  const first = steps[0], last = steps[steps.length - 1];
  const drawn = [
    svg("path", { d, class: "trail-ground" }),
    svg("path", { d, class: `line ${trail.colour}`, "stroke-dasharray": trail.style === "dashed" ? "6 4" : "" }),
    svg("path", { d: dots, class: `dot ${trail.colour}` }),
  ];
  const ends = [];
  if (inside(first)) ends.push(svg("circle", { cx: first[0], cy: first[1], r: 5.5, class: `end ${trail.colour}` }));
  if (inside(last)) ends.push(svg("rect", { x: last[0] - 5, y: last[1] - 5, width: 10, height: 10, class: `end ${trail.colour}` }));
  return [svg("g", { "clip-path": `url(#${clip})` }, ...drawn), ...ends];
}

/** Where each trail's name stands: names take as many rows as their lengths need. */
function namePlaces(picture, width) {
  let at = NAMES_LEFT, row = 0;
  return picture.trails.filter(({ name }) => name).map((trail) => {
    const room = 24 + textWidth(trail.name);
    if (at > NAMES_LEFT && at + room > width) [at, row] = [NAMES_LEFT, row + 1];
    const found = { trail, at, row };
    at += room + 14;
    return found;
  });
}

function trailNames(places, top) {
  return places.flatMap(({ trail, at, row }) => {
    const y = top + row * NAMES;
    return [
      svg("line", { x1: at, x2: at + 18, y1: y, y2: y, class: `line ${trail.colour}`, "stroke-dasharray": trail.style === "dashed" ? "6 4" : "" }),
      svg("text", { x: at + 24, y: y + 4, class: "tick" }, trail.name),
    ];
  });
}

function valueWords(picture, across, up) {
  const [rows, columns] = picture.values.shape, { x, y } = picture;
  const index = (place, axis, count) => Math.min(count - 1, Math.max(0, Math.floor(((place - axis.low) / (axis.high - axis.low)) * count)));
  const value = picture.values.values[index(up, y, rows) * columns + index(across, x, columns)];
  return `${x.name} ${number(across)}, ${y.name} ${number(up)}: ${picture.value.name} ${number(value)}`;
}

function surfaceWords(picture, range) {
  return `${picture.description || picture.title}. ${axisName(picture.value)} from ${number(range.low)} to ${number(range.high)} over ${axisName(picture.x)} and ${axisName(picture.y)}.`;
}
