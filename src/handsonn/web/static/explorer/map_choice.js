// Which map: the method, its parameters as sliders, two or three dimensions.

import { html, number } from "/workbench/pictures/axes.js";

const byId = (id) => document.getElementById(id);
const STEPS = 100;
let methods = [];
let values = {};
let changed = () => undefined;

/** Offer the methods; hear(): the learner chose another map. */
export function offerMethods(found, hear) {
  methods = found;
  changed = hear;
  byId("method").replaceChildren(...methods.map((method) => new Option(method.title, method.name)));
  byId("method").addEventListener("change", () => { values = {}; showMethod(); changed(); });
  for (const box of document.querySelectorAll("[name=dimensions]")) box.addEventListener("change", () => changed());
}

/** Read the choice: {method, dimensions, seed, parameters}, the parameters that are not the defaults. */
export function mapChoice() {
  return { method: byId("method").value || "pca", dimensions: Number(document.querySelector("[name=dimensions]:checked").value), parameters: { ...values } };
}

/** Put a choice into the controls; unknown names are left out. */
export function chooseMap(method, dimensions, parameters) {
  byId("method").value = methods.some((each) => each.name === method) ? method : "pca";
  for (const box of document.querySelectorAll("[name=dimensions]")) box.checked = box.value === String(dimensions === "3" ? 3 : 2);
  values = {};
  for (const each of chosen()?.parameters ?? []) {
    const value = parameters[each.name];
    if (Number.isFinite(value) && value >= each.low && value <= each.high) values[each.name] = each.whole ? Math.round(value) : value;
  }
  showMethod();
}

function chosen() {
  return methods.find((method) => method.name === byId("method").value);
}

function showMethod() {
  const method = chosen();
  if (!method) return;
  byId("method-what").textContent = method.what;
  byId("parameters").replaceChildren(...method.parameters.map(slider));
  explain(method.parameters[0]);
}

/** Say what a parameter does: of the one that is pointed at, so that all fit on the page. */
function explain(parameter) {
  byId("parameter-what").textContent = parameter ? `${parameter.name.replaceAll("_", " ")}: ${parameter.what}` : "";
}

/** Wide ranges have a logarithmic slider. */
function slider(parameter) {
  const { name, low, high, whole } = parameter, wide = low > 0 && high / low > 50;
  const to = (share) => (wide ? low * (high / low) ** share : low + (high - low) * share);
  const back = (value) => (wide ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));
  const rounded = (value) => (whole ? Math.round(value) : Number(value.toPrecision(2)));
  const now = () => values[name] ?? parameter.default, said = html("output", {}, number(now()));
  const box = html("input", { type: "range", id: `parameter-${name}`, min: 0, max: STEPS, step: 1, "aria-describedby": `what-${name}` });
  box.value = String(Math.round(back(now()) * STEPS));
  const tell = () => box.setAttribute("aria-valuetext", number(now()));
  tell();
  box.addEventListener("input", () => {
    values[name] = Math.min(high, Math.max(low, rounded(to(Number(box.value) / STEPS))));
    said.textContent = number(values[name]);
    tell();
  });
  box.addEventListener("change", () => changed());
  const line = html("div", { class: "parameter" }, html("label", { for: `parameter-${name}` }, `${name.replaceAll("_", " ")} `, said), box, html("span", { class: "unseen", id: `what-${name}` }, parameter.what));
  for (const event of ["pointerenter", "focusin"]) line.addEventListener(event, () => explain(parameter));
  return line;
}
