// What stays between two drawings of the same picture: a canvas, the drawing over it, a line that tells values.

import { html, svg, textWidth } from "./axes.js";
import { onTheme } from "./scales.js";

const STAGES = new WeakMap();
const TOLD = 22;

/**
 * The stage of this host: made the first time, kept afterwards, so that focus, hover and selection stay.
 * Returns {element, canvas, root, told, picture, api, width, height, fresh}; height is without the told line.
 */
export function stage(host, picture, api, draw, { tells = true } = {}) {
  let one = STAGES.get(host);
  const fresh = !one || one.kind !== picture.kind || one.element.parentNode !== host;
  if (fresh) {
    one = made(picture.kind);
    STAGES.set(host, one);
    host.replaceChildren(one.element);
  }
  // Not where another kind of picture, one without a stage, has taken this one's place.
  const isShown = (kept) => kept?.picture === picture && kept.element.parentNode === host;
  onTheme(host, () => { if (isShown(STAGES.get(host))) draw(host, picture, api); });
  const width = host.clientWidth || 480, height = picture.height - (tells ? TOLD : 0);
  one.told.hidden = !tells;
  one.roomy = () => { if (textWidth(one.told.textContent) * 1.1 > width) one.told.classList.add("two-lines"); };
  one.roomy();
  attributes(one.root, { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": picture.description || picture.title });
  return Object.assign(one, { host, picture, api, width, height, fresh });
}

function made(kind) {
  const canvas = html("canvas", { class: "under", "aria-hidden": "true" }), root = svg("svg"), told = html("p", { class: "told" });
  const element = html("div", { class: `stage stage-${kind}` }, html("div", { class: "layers" }, canvas, root), told);
  const one = { kind, element, canvas, root, told, groups: {} };
  // A second line where the words need it; it stays, so that what is below does not jump while the pointer moves.
  new MutationObserver(() => one.roomy()).observe(told, { childList: true, characterData: true, subtree: true });
  return one;
}

/** A named group of the drawing, made once, in the order of the first calls. */
export function layer(one, name) {
  if (!one.groups[name]) {
    one.groups[name] = svg("g", { class: name });
    one.root.append(one.groups[name]);
  }
  return one.groups[name];
}

/** Set many attributes; null removes one. */
export function attributes(element, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
  return element;
}

/** Exactly `count` children: those there are kept and put right, missing ones made, the rest removed. */
export function children(parent, count, make, put) {
  while (parent.children.length > count) parent.lastElementChild.remove();
  for (let index = 0; index < count; index += 1) {
    if (!parent.children[index]) parent.append(make(index));
    put(parent.children[index], index);
  }
}

/** The canvas under the drawing, cleared and crisp on this screen; its context counts in CSS pixels. */
export function painting(one) {
  const ratio = window.devicePixelRatio || 1;
  one.canvas.width = Math.round(one.width * ratio);
  one.canvas.height = Math.round(one.height * ratio);
  one.canvas.style.width = `${one.width}px`;
  one.canvas.style.height = `${one.height}px`;
  const context = one.canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

const SCRATCH = document.createElement("canvas");

/** One pixel per value, coloured by `paint(value, index) -> [r, g, b]`, on a scratch canvas to be drawn at once. */
export function raster(rows, columns, paint) {
  SCRATCH.width = columns;
  SCRATCH.height = rows;
  const context = SCRATCH.getContext("2d", { willReadFrequently: true });
  const data = context.createImageData(columns, rows);
  for (let index = 0; index < rows * columns; index += 1) {
    const [red, green, blue] = paint(index);
    data.data[index * 4] = red;
    data.data[index * 4 + 1] = green;
    data.data[index * 4 + 2] = blue;
    data.data[index * 4 + 3] = 255;
  }
  context.putImageData(data, 0, 0);
  return SCRATCH;
}

/** A name cut to a number of characters; the whole name belongs into a title or the told line. */
export function shortened(text, characters) {
  return text.length <= characters ? text : `${text.slice(0, Math.max(1, characters - 1))}…`;
}

/** A name cut to a width in pixels, where it does not fit as it is. */
export function fitting(text, width) {
  let length = text.length;
  while (length > 2 && textWidth(shortened(text, length)) > width) length -= 1;
  return shortened(text, length);
}
