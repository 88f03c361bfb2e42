// A place on a plane: the pointer, or arrows once it has the focus, choose it; its value is told.

import { svg } from "./axes.js";
import { attributes, layer } from "./stage.js";

const STEPS = 40;

/**
 * Make the plane reachable. Call it at each drawing, after the frame is made.
 * options: place (of frame()); x, y: axes with low and high; tell(x, y) -> text; pick(x, y), or null; rest: what
 * is told while no place is chosen; name: of the plane, for a screen reader.
 */
export function planeCursor(one, options) {
  const fresh = !one.cursorParts;
  one.cursorParts ??= parts(one);
  Object.assign(one.cursorParts, { options });
  const { hit, ring } = one.cursorParts, { place } = options;
  const [left, right] = [place.x(options.x.low), place.x(options.x.high)], [bottom, top] = [place.y(options.y.low), place.y(options.y.high)];
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  attributes(hit, { ...box, "aria-label": options.name, role: options.pick ? "button" : "img" });
  attributes(ring, box);
  if (fresh) listen(one);
  show(one);
}

function parts(one) {
  const hit = svg("rect", { class: "hit", tabindex: "0", "data-plane": "" }), ring = svg("rect", { class: "ring" });
  const cross = svg("path", { class: "cross" });
  layer(one, "cursor").append(svg("g", { class: "plane" }, hit, ring, cross));
  one.told.setAttribute("aria-live", "polite");
  return { hit, ring, cross, pointer: null, keys: null };
}

function listen(one) {
  const state = one.cursorParts, { hit } = state;
  const at = (event) => {
    const box = one.root.getBoundingClientRect(), stretch = one.root.viewBox.baseVal.width / box.width;
    const { place } = state.options;
    return [place.x.inverse((event.clientX - box.left) * stretch), place.y.inverse((event.clientY - box.top) * stretch)];
  };
  hit.addEventListener("pointermove", (event) => { state.pointer = at(event); show(one); });
  hit.addEventListener("pointerleave", () => { state.pointer = null; show(one); });
  hit.addEventListener("blur", () => { state.keys = null; show(one); });
  hit.addEventListener("click", (event) => state.options.pick?.(...at(event)));
  hit.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
    const { x, y, pick } = state.options;
    if (step) {
      const from = state.keys ?? [(x.low + x.high) / 2, (y.low + y.high) / 2];
      state.keys = [moved(from[0], step[0], x), moved(from[1], step[1], y)];
    } else if ((event.key === "Enter" || event.key === " ") && state.keys && pick) pick(...state.keys);
    else return;
    event.preventDefault();
    show(one);
  });
}

function moved(value, step, axis) {
  return Math.min(axis.high, Math.max(axis.low, value + (step * (axis.high - axis.low)) / STEPS));
}

function show(one) {
  const { options, cross, pointer, keys } = one.cursorParts, chosen = pointer ?? keys;
  one.told.textContent = chosen ? options.tell(...chosen) : options.rest ?? "";
  if (!keys) cross.removeAttribute("d");
  else {
    const [x, y] = [options.place.x(keys[0]), options.place.y(keys[1])];
    attributes(cross, { d: `M${x - 9} ${y}h18M${x} ${y - 9}v18` });
  }
}
