// Pointer, wheel and keys: each becomes one of the acts of the view.

import { panCamera, turnCamera, zoomCamera } from "./cloud_camera.js";
import { pointTowards } from "./cloud_pick.js";

const CLICK = 4;
const TURN = 0.0075;
const STEP = 40;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** What the keys do, for the name of the surface. */
export function keyWords({ dimensions, labels }) {
  const arrows = dimensions === 3
    ? "Arrows turn the cloud, Shift and arrows go from point to point"
    : "Arrows go from point to point, Shift and arrows move the map";
  return `${arrows}, Enter picks a point, plus and minus zoom, 0 shows everything, L begins and ends a lasso whose corners Enter sets, Escape clears.${labels ? " The legend's buttons show and hide classes." : ""}`;
}

/** What the pointer does, told while it is on nothing. */
export function handWords({ dimensions }) {
  const drag = dimensions === 3 ? "Drag to turn, with Shift to move" : "Drag to move";
  return `${drag}; the wheel zooms; a click picks A, the next one B.`;
}

/** Listen to the surface of a view. */
export function listen(view) {
  const { surface } = view;
  const at = (event) => {
    const box = surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  surface.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    surface.setPointerCapture(event.pointerId);
    const [x, y] = at(event);
    view.drag = { x, y, way: 0, lasso: view.tool === "lasso" && event.button === 0 };
    if (view.drag.lasso) view.line = [[x, y]];
  });
  surface.addEventListener("pointermove", (event) => (view.drag ? drag(view, at(event), event) : view.pointTo(at(event))));
  surface.addEventListener("pointerup", (event) => release(view, at(event)));
  surface.addEventListener("pointercancel", () => { view.drag = null; });
  surface.addEventListener("pointerleave", () => { if (!view.drag) view.pointTo(null); });
  surface.addEventListener("dblclick", () => { if (view.tool !== "lasso") view.reset(); });
  surface.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    zoomCamera(view.camera, Math.exp(Math.max(-240, Math.min(240, event.deltaY * lines)) * -0.0016), ...at(event), view.size);
    view.pointTo(at(event));
    view.moved();
  }, { passive: false });
  surface.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !key(view, event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  surface.addEventListener("blur", () => { view.at = null; view.request("marks"); });
}

function drag(view, [x, y], event) {
  const { drag: one } = view, right = x - one.x, down = y - one.y;
  one.way += Math.hypot(right, down);
  Object.assign(one, { x, y });
  if (one.lasso) {
    view.line.push([x, y]);
    view.request("marks");
    return;
  }
  if (one.way < CLICK) return;
  view.pointTo(null);
  if (view.camera.dimensions === 3 && !event.shiftKey && !(event.buttons & 4)) turnCamera(view.camera, -right * TURN, down * TURN);
  else panCamera(view.camera, right, down);
  view.moved();
}

function release(view, [x, y]) {
  const one = view.drag;
  view.drag = null;
  if (!one) return;
  if (one.lasso) view.closeLasso();
  else if (one.way < CLICK) view.click(x, y);
  else view.pointTo([x, y]);
}

/** Act on a key; false where the key means nothing here. */
function key(view, event) {
  const arrow = ARROWS[event.key], solid = view.camera.dimensions === 3, { width, height } = view.size;
  if (arrow && event.shiftKey === solid) return goTowards(view, arrow);
  if (arrow && solid) turnCamera(view.camera, -arrow[0] * 0.12, arrow[1] * 0.12);
  else if (arrow) panCamera(view.camera, -arrow[0] * STEP, -arrow[1] * STEP);
  else if ("+=-_".includes(event.key)) {
    const { x, y } = view.pixels(), here = view.at !== null && Number.isFinite(x[view.at]);
    zoomCamera(view.camera, "+=".includes(event.key) ? 1.3 : 1 / 1.3, here ? x[view.at] : width / 2, here ? y[view.at] : height / 2, view.size);
  } else return act(view, event.key);
  view.moved();
  return true;
}

function act(view, name) {
  if (name === "0") view.reset();
  else if (name === "l" || name === "L") {
    if (view.tool === "lasso" && view.line.length > 2) view.closeLasso();
    else view.useLasso(view.tool !== "lasso");
  } else if (name === "Escape") view.clear();
  else if (name === "Enter" || name === " ") {
    if (view.at === null) return true;
    const { x, y } = view.pixels();
    if (view.tool !== "lasso") view.pick(view.at);
    else {
      view.line.push([x[view.at], y[view.at]]);
      view.corners.push(view.at);
    }
    view.request("marks");
  } else return false;
  return true;
}

/** The point nearest to the middle first, then from point to point; one that is off the screen comes into view. */
function goTowards(view, direction) {
  const { width, height } = view.size, { x, y } = view.pixels();
  const known = view.at !== null && Number.isFinite(x[view.at]);
  const next = known ? pointTowards({ x, y }, { x: x[view.at], y: y[view.at] }, direction) : view.nearest(width / 2, height / 2, Infinity);
  if (next === null) return true;
  const edge = 24;
  if (x[next] < edge || y[next] < edge || x[next] > width - edge || y[next] > height - edge) {
    panCamera(view.camera, width / 2 - x[next], height / 2 - y[next]);
    view.moved();
  }
  view.goTo(next);
  return true;
}
