// What the colours mean: a button per class that shows or hides it, or the scale of a magnitude.

import { html, number, svg, ticks } from "./axes.js";
import { classTone, magnitudeOf, magnitudeRange, scaleTone, shapeOf, shareOf } from "./cloud_colours.js";
import { shapePath } from "./cloud_shapes.js";
import { css } from "./scales.js";

const STOPS = 16;

/** Fill the legend. acts: {toggle(label), only(label), all()}. Buttons that are there stay, and so does the focus. */
export function drawLegend(view, acts) {
  const magnitude = magnitudeOf(view), { legend } = view;
  legend.classList.toggle("of-scale", Boolean(magnitude));
  if (magnitude) legend.replaceChildren(...scaleParts(view, magnitude));
  else if (view.data.labels) drawClasses(view, acts);
  else legend.replaceChildren();
  legend.hidden = !legend.firstChild;
}

function classCounts({ labels }) {
  const counts = new Map();
  for (const label of labels.values) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

function drawClasses(view, acts) {
  const { legend, data, hidden } = view, counts = classCounts(data), key = counts.join(";") + (data.class_names ?? []).join();
  if (legend.dataset.key !== key || !legend.querySelector("[data-class]")) {
    legend.dataset.key = key;
    legend.replaceChildren(...counts.map(([label, count]) => classButton(view, label, count, acts)), allButton(acts));
  }
  for (const button of legend.querySelectorAll("[data-class]")) {
    const label = Number(button.dataset.class);
    button.setAttribute("aria-pressed", String(!hidden.has(label)));
    button.style.setProperty("--own", css(classTone(view.host, label)));
  }
  legend.querySelector(".all").disabled = hidden.size === 0;
}

function classButton({ data }, label, count, acts) {
  const name = data.class_names?.[label] ?? (label < 0 ? "no class" : `class ${label}`);
  const glyph = svg("svg", { viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true" }, svg("path", { d: shapePath(shapeOf(label, data.points.shape[0])) }));
  const button = html("button", { type: "button", "data-class": String(label), title: `${name}: ${count.toLocaleString("en")} points. Click to hide or show; with Shift: only this class.` }, glyph, html("span", {}, name));
  button.addEventListener("click", (event) => (event.shiftKey ? acts.only(label) : acts.toggle(label)));
  return button;
}

function allButton(acts) {
  const button = html("button", { type: "button", class: "all" }, "show all");
  button.addEventListener("click", () => acts.all());
  return button;
}

function scaleParts(view, magnitude) {
  const { low, high, below, above } = magnitudeRange(magnitude), share = shareOf(magnitude);
  const stops = Array.from({ length: STOPS + 1 }, (_, stop) => css(scaleTone(view.host, stop / STOPS)));
  const between = low < high ? ticks(low, high, 4, magnitude.logarithmic).filter((value) => share(value) > 0.16 && share(value) < 0.84) : [];
  const mark = (value, words) => html("span", { style: `left: ${share(value) * 100}%` }, words);
  const bar = html("div", { class: "bar", style: `background: linear-gradient(to right, ${stops.join(", ")})` });
  const numbers = html("div", { class: "numbers" }, mark(low, `${below ? "≤ " : ""}${number(low)}`), ...between.map((value) => mark(value, number(value))));
  if (low < high) numbers.append(mark(high, `${above ? "≥ " : ""}${number(high)}`));
  return [html("span", { class: "name" }, magnitude.unit ? `${magnitude.name} (${magnitude.unit})` : magnitude.name), html("div", { class: "scale" }, bar, numbers)];
}
