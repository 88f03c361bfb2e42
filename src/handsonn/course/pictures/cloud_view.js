// A map of many points: made once in a host element, then given data as often as there is new.
//
// It knows nothing of labs: the explorer's page and the file that works from disk use it as it is.

import { html } from "./axes.js";
import { cameraFor, cameraMatrix, depthRange, placeAt, project, resetCamera } from "./cloud_camera.js";
import { card, showCard } from "./cloud_card.js";
import { drawingOrder, isShown, pointWords, shapesOf, tones } from "./cloud_colours.js";
import { handWords, keyWords, listen } from "./cloud_input.js";
import { drawLegend } from "./cloud_legend.js";
import { classMiddles, drawMarks } from "./cloud_marks.js";
import { painterFor } from "./cloud_painter.js";
import { frameDrawn, freshPace, moves, ratioNow } from "./cloud_pace.js";
import { pointAt, pointsInside } from "./cloud_pick.js";
import { saveCloud } from "./cloud_save.js";
import { toolRow, updateTools } from "./cloud_tools.js";
import { colour, onTheme } from "./scales.js";

const REACH = 9;
const MOST_RATIO = 2;

/**
 * Make a view of a cloud in `host`, which has a height.
 *
 * callbacks, all optional: onHover(index or null, "pointer" or "keys"), onPick(index, picked) with one or two picked
 * indices (A, then B; a third begins anew), onSelect(indices) of the lasso ([] when cleared), onPlace([x, y]) for a
 * click on empty paper in two dimensions, onColour(name), onHide(labels).
 * options: renderer "auto", "gl" or "raster"; save: whether there is a button that saves a PNG.
 * Returns the view: put(data), pick(index), select(indices), colourBy(name), hide(labels), reset(), clear(),
 * repaint() (at once), saveAs(name), dispose(). For data see Cloud in cloud.py, as message.js decodes it: arrays are {values, shape};
 * besides caption_of(index) -> text and image_of(index) -> {values, shape} or a promise of it.
 */
export function cloudView(host, callbacks = {}, { renderer = "auto", save = true } = {}) {
  const view = {
    host, callbacks, data: null, camera: null, size: { width: 1, height: 1, ratio: 1 }, colouring: "class", fading: true, named: true,
    hidden: new Set(), picked: [], selected: null, over: null, at: null, line: [], corners: [], tool: "move", drag: null, pointer: undefined,
    stale: new Set(), waiting: false, middles: [], projected: null, frames: 0, pace: freshPace(),
  };
  Object.assign(view, methods(view));
  view.painter = painterFor(renderer, () => view.request("points"));
  build(view, save);
  listen(view);
  onTheme(host, () => { if (view.data) view.restyle(); });
  view.watcher = new ResizeObserver(() => measure(view));
  view.watcher.observe(view.ground);
  return view;
}

function build(view, save) {
  view.tools = toolRow({
    colour: (name) => view.colourBy(name),
    fade: (on) => { view.fading = on; view.restyle(); },
    names: (on) => { view.named = on; view.request("marks"); },
    lasso: () => view.useLasso(view.tool !== "lasso"),
    reset: () => view.reset(),
    save: save ? () => view.saveAs("map") : null,
  });
  view.legend = html("div", { class: "cloud-legend", role: "group", "aria-label": "what the colours mean" });
  view.surface = html("canvas", { class: "cloud-surface", tabindex: "0", role: "application" });
  view.marks = { canvas: view.surface };
  view.card = card();
  view.told = html("p", { class: "cloud-told", "aria-live": "polite" });
  view.painter.canvas.className = "cloud-points";
  view.painter.canvas.setAttribute("aria-hidden", "true");
  view.ground = html("div", { class: "cloud-ground" }, view.painter.canvas, view.surface, view.card.element);
  view.element = html("div", { class: "cloud" }, view.tools.element, view.legend, view.ground, view.told);
  view.host.replaceChildren(view.element);
}

function measure(view) {
  const { clientWidth: width, clientHeight: height } = view.ground;
  if (!width || !height || (width === view.size.width && height === view.size.height)) return;
  view.size = { width, height, ratio: finest() };
  if (view.data) view.moved();
}

function finest() {
  return Math.min(MOST_RATIO, window.devicePixelRatio || 1);
}

function methods(view) {
  return {
    put: (data) => put(view, data),
    request: (what) => request(view, what),
    moved: () => moved(view),
    restyle: () => restyle(view),
    pixels: () => pixels(view),
    shown: () => view.over ?? view.at,
    nearest: (x, y, reach) => pointAt(view.pixels(), x, y, reach, side(view) / 2),
    pointTo: (place) => { view.pointer = place; view.request("marks"); },
    goTo: (index) => { view.at = index; view.callbacks.onHover?.(index, "keys"); view.request("marks"); },
    click: (x, y) => click(view, x, y),
    pick: (index) => pick(view, index),
    select: (indices) => select(view, indices),
    useLasso: (on) => { Object.assign(view, { tool: on ? "lasso" : "move", line: [], corners: [] }); updateTools(view); view.surface.classList.toggle("drawing", on); view.request("marks"); },
    closeLasso: () => closeLasso(view),
    colourBy: (name) => { view.colouring = name; view.callbacks.onColour?.(name); view.restyle(); },
    hide: (labels) => { view.hidden = new Set(labels); view.projected = null; view.callbacks.onHide?.([...view.hidden]); view.restyle(); },
    reset: () => { resetCamera(view.camera); view.moved(); },
    clear: () => clear(view),
    repaint: () => { view.pace.moving = false; view.stale.add("points"); paint(view); },
    saveAs: (name) => { view.repaint(); saveCloud(view, name); },
    dispose: () => { view.watcher.disconnect(); view.element.remove(); },
  };
}

function put(view, data) {
  const old = view.data, whole = { ...data, dimensions: data.points.shape[1] };
  const moved = !old || old.points.values !== data.points.values;
  if (moved || old.labels?.values !== data.labels?.values) {
    view.middles = data.labels ? classMiddles(whole) : [];
    view.painter.points(data.points, shapesOf(data));
  }
  if (moved) {
    const before = view.camera;
    Object.assign(view, { camera: cameraFor(data.points), projected: null, cache: null, over: null, at: null });
    if (before?.dimensions === 3 && view.camera.dimensions === 3) Object.assign(view.camera, { yaw: before.yaw, pitch: before.pitch });
    if (old?.points.shape[0] !== data.points.shape[0]) Object.assign(view, { selected: null, picked: [], hidden: new Set() });
  }
  view.data = whole;
  if (data.picked) view.picked = [...data.picked];
  const names = [...(data.labels ? ["class"] : []), ...(data.magnitudes ?? []).map((one) => one.name)];
  if (!old || old.colour_by !== data.colour_by || !names.includes(view.colouring)) view.colouring = names.includes(data.colour_by) ? data.colour_by : names[0] ?? "";
  view.surface.setAttribute("aria-label", `${data.description || data.title || "map"}. ${data.points.shape[0].toLocaleString("en")} points in ${whole.dimensions} dimensions. ${keyWords(whole)}`);
  measure(view);
  view.restyle();
}

/** Colours, strengths and order anew: another theme, colouring, selection, or other classes hidden. */
function restyle(view) {
  const rgba = tones(view), { indices, faint } = drawingOrder(view, rgba);
  view.painter.tones(rgba);
  view.painter.order(indices, faint);
  updateTools(view);
  drawLegend(view, {
    toggle: (label) => view.hide(view.hidden.has(label) ? [...view.hidden].filter((one) => one !== label) : [...view.hidden, label]),
    only: (label) => view.hide([...new Set(view.data.labels.values)].filter((one) => one !== label)),
    all: () => view.hide([]),
  });
  view.request("points");
}

function request(view, what) {
  view.stale.add(what);
  if (view.waiting) return;
  view.waiting = true;
  view.pace.asked = performance.now();
  requestAnimationFrame(() => {
    view.waiting = false;
    if (!view.data || !view.element.isConnected) return;
    paint(view);
    frameDrawn(view.pace);
  });
}

function moved(view) {
  view.projected = null;
  if (view.painter.kind === "raster") moves(view.pace, () => { if (view.size.ratio !== finest()) view.request("points"); });
  view.request("points");
}

/** Draw what is out of date: the points only where they moved or changed, the marks over them each time. */
function paint(view) {
  if (view.pointer !== undefined && !view.drag) {
    const over = view.pointer && view.nearest(...view.pointer, REACH);
    view.pointer = undefined;
    if (over !== view.over) {
      view.over = over;
      view.callbacks.onHover?.(over, "pointer");
    }
  }
  if (view.stale.has("points")) drawPoints(view);
  view.stale.clear();
  drawMarks(view);
  const index = view.shown(), text = index === null ? restWords(view) : pointWords(view.data, index);
  if (view.told.textContent !== text) view.told.textContent = text;
  showCard(view, index, text);
}

function drawPoints(view) {
  const { size, camera, host, painter } = view;
  size.ratio = ratioNow(view.pace, finest());
  painter.draw({
    ...size, side: side(view), paper: colour(host, "--paper"), depth: depthRange(camera), deep: camera.dimensions === 3,
    matrix: cameraMatrix(camera, size), pixels: painter.kind === "raster" ? view.pixels() : null,
  });
  view.frames += 1;
}

/** The width of a point in pixels: smaller where there are many, larger as one zooms in. */
function side({ data, size, camera }) {
  const room = Math.sqrt((size.width * size.height) / Math.max(1, data.points.shape[0]));
  return Math.min(9, Math.max(2.6, room * 0.62)) * Math.min(2.6, Math.max(1, camera.zoom ** 0.3));
}

function pixels(view) {
  const { data, hidden } = view;
  if (view.projected) return view.projected;
  view.projected = view.cache = project(view.camera, view.size, data.points, view.cache);
  if (hidden.size && data.labels) data.labels.values.forEach((label, index) => { if (hidden.has(label)) view.projected.x[index] = NaN; });
  return view.projected;
}

function restWords({ picked, selected, data }) {
  if (selected) return `${selected.reduce((sum, one) => sum + one, 0).toLocaleString("en")} points chosen`;
  if (!picked.length) return handWords(data);
  return picked.map((index, turn) => `${"AB"[turn]}: ${pointWords(data, index)}`).join("; ");
}

function click(view, x, y) {
  const index = view.nearest(x, y, REACH);
  if (index !== null) view.pick(index);
  else if (view.camera.dimensions === 2) view.callbacks.onPlace?.(placeAt(view.camera, view.size, x, y));
}

function pick(view, index) {
  if (view.picked.at(-1) === index || !isShown(view.data, view.hidden, index)) return;
  view.picked = view.picked.length === 1 ? [view.picked[0], index] : [index];
  view.callbacks.onPick?.(index, [...view.picked]);
  view.request("marks");
}

function closeLasso(view) {
  const indices = view.line.length > 2 ? pointsInside(view.pixels(), view.line) : [];
  // A point that a key made a corner is meant, whichever side of the line it falls on.
  const all = [...new Set([...indices, ...view.corners])].sort((a, b) => a - b);
  view.useLasso(false);
  view.select(all);
}

function select(view, indices) {
  const none = !indices?.length;
  if (none && !view.selected) return;
  view.selected = none ? null : new Uint8Array(view.data.points.shape[0]);
  for (const index of indices ?? []) view.selected[index] = 1;
  view.callbacks.onSelect?.(none ? [] : [...indices]);
  view.restyle();
}

function clear(view) {
  const some = view.picked.length > 0;
  Object.assign(view, { picked: [], at: null, line: [] });
  view.useLasso(false);
  view.select([]);
  if (some) view.callbacks.onPick?.(null, []);
  view.request("marks");
}
