// The controls of a part: native inputs, so that keyboard and screen reader work as everywhere.

import { html, number } from "../pictures/axes.js";

const MAKERS = { slider, choice, toggle, layers, picked: () => null };

/** Make all controls; changed(name, value) is called on each move. Returns {element, put(settings)}. */
export function controlPanel(controls, settings, changed) {
  const made = controls.map((control) => [control, MAKERS[control.kind](control, settings[control.name], (value) => changed(control.name, value))]);
  const element = html("div", { class: "controls", role: "group", "aria-label": "controls" });
  for (const [, one] of made) if (one) element.append(one.element);
  return {
    element,
    put(next) {
      for (const [control, one] of made) if (one) one.put(next[control.name]);
    },
  };
}

function slider(control, value, changed) {
  const at = (wanted) => {
    const distances = control.stops.map((stop) => Math.abs(stop - wanted));
    return distances.indexOf(Math.min(...distances));
  };
  const words = (index) => control.words[index] ?? `${number(control.stops[index], 4)}${control.unit ? ` ${control.unit}` : ""}`;
  const input = html("input", { type: "range", min: "0", max: String(control.stops.length - 1), step: "1", "data-control": control.name, "aria-label": control.label });
  const shown = html("output", {}, "");
  const write = (index) => {
    shown.textContent = words(index);
    input.setAttribute("aria-valuetext", words(index));
  };
  const put = (wanted) => {
    input.value = String(at(wanted));
    write(at(wanted));
  };
  input.addEventListener("input", () => {
    write(Number(input.value));
    changed(control.stops[Number(input.value)]);
  });
  put(value);
  return { element: html("label", { class: control.half ? "control half" : "control" }, html("span", { class: "name" }, control.label, shown), input), put };
}

function choice(control, value, changed) {
  const select = html("select", { "data-control": control.name, "aria-label": control.label });
  control.options.forEach((option, index) => select.append(html("option", { value: option }, control.words[index] ?? option)));
  select.value = value;
  select.addEventListener("change", () => changed(select.value));
  return {
    element: html("label", { class: "control" }, html("span", { class: "name" }, control.label), select),
    put: (wanted) => { select.value = wanted; },
  };
}

function toggle(control, value, changed) {
  const input = html("input", { type: "checkbox", "data-control": control.name });
  input.checked = value;
  input.addEventListener("change", () => changed(input.checked));
  return {
    element: html("label", { class: "control toggle" }, input, html("span", { class: "name" }, control.label)),
    put: (wanted) => { input.checked = wanted; },
  };
}

function layers(control, value, changed) {
  let sizes = [...value];
  const list = html("div", { class: "layer-list" });
  const step = (text, label, act, disabled) => {
    const button = html("button", { type: "button", "aria-label": label, title: label, "data-control": control.name }, text);
    button.disabled = disabled;
    button.addEventListener("click", () => {
      act();
      draw();
      const again = [...list.querySelectorAll("button")].find((other) => other.title === label && !other.disabled);
      (again ?? list.querySelector("button:not(:disabled)")).focus();
      changed([...sizes]);
    });
    return button;
  };
  const draw = () => {
    list.replaceChildren(
      ...sizes.map((units, index) => html("div", { class: "layer-row" },
        html("span", { class: "layer-name" }, `layer ${index + 1}`),
        step("−", `one unit less in layer ${index + 1}`, () => { sizes[index] -= 1; }, units <= 1),
        html("output", {}, String(units)),
        step("+", `one unit more in layer ${index + 1}`, () => { sizes[index] += 1; }, units >= control.most_units))),
      html("div", { class: "layer-row" },
        step("− layer", "remove the last layer", () => { sizes.pop(); }, sizes.length === 0),
        step("+ layer", "add a layer", () => { sizes.push(sizes[sizes.length - 1] ?? 4); }, sizes.length >= control.most_layers)),
    );
  };
  draw();
  return {
    element: html("div", { class: "control", role: "group", "aria-label": control.label }, html("span", { class: "name" }, control.label), list),
    put(wanted) {
      if (String(wanted) === String(sizes)) return;
      sizes = [...wanted];
      draw();
    },
  };
}
