// The row above a cloud: what colours it, and buttons for what the pointer alone cannot do.

import { html } from "./axes.js";

/** Make the row. acts: {colour(name), fade(on), names(on), lasso(), reset(), save() or null}. */
export function toolRow(acts) {
  const choice = html("select", {}), fade = toggle("fade", (on) => acts.fade(on)), names = toggle("names", (on) => acts.names(on));
  choice.addEventListener("change", () => acts.colour(choice.value));
  const colour = html("label", { class: "choice" }, html("span", {}, "colour"), choice);
  const lasso = press("lasso", "Draw a line around points to choose them (key L)", acts.lasso);
  lasso.setAttribute("aria-pressed", "false");
  const reset = press("whole map", "Show the whole map again (key 0, or a double click)", acts.reset);
  const save = acts.save ? [press("save", "Save this map as a picture (PNG)", acts.save)] : [];
  const element = html("div", { class: "cloud-tools", role: "group", "aria-label": "how the map is shown" }, colour, fade.element, names.element, html("span", { class: "acts" }, lasso, reset, ...save));
  return { element, colour, choice, fade, names, lasso };
}

function press(words, title, act) {
  const button = html("button", { type: "button", title }, words);
  button.addEventListener("click", () => act());
  return button;
}

function toggle(words, act) {
  const box = html("input", { type: "checkbox" }), text = html("span", {}, words), element = html("label", { class: "toggle" }, box, text);
  box.addEventListener("change", () => act(box.checked));
  return { element, box, text };
}

/** Bring the row up to date with what the view shows. */
export function updateTools({ tools, data, colouring, fading, named, tool }) {
  const names = [...(data.labels ? ["class"] : []), ...(data.magnitudes ?? []).map((one) => one.name)];
  if ([...tools.choice.options].map((option) => option.value).join("\n") !== names.join("\n")) {
    tools.choice.replaceChildren(...names.map((name) => html("option", { value: name }, name)));
  }
  tools.choice.value = colouring;
  tools.colour.hidden = names.length < 2;
  tools.fade.element.hidden = !data.opacity;
  tools.fade.text.textContent = data.opacity_means || "faint points";
  tools.fade.box.checked = fading;
  tools.names.element.hidden = !data.labels || colouring !== "class";
  tools.names.text.textContent = "names on the map";
  tools.names.box.checked = named;
  tools.lasso.setAttribute("aria-pressed", String(tool === "lasso"));
}
