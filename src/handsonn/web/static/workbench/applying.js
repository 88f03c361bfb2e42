// A change that a diagnosis proposes, in the controls of the form.

import { showShares, stateOf, writeLayers } from "/static/workbench/form.js";

const byId = (id) => document.getElementById(id);

/** Put into the form what the wanted settings change of the given ones. Returns the names of the controls. */
export function apply(given, wanted) {
  const changes = changesOf(given, wanted);
  for (const [name, value] of Object.entries(changes)) {
    if (name === "layers") writeLayers(value);
    else if (name === "without") for (const box of document.querySelectorAll("#without input")) box.checked = value.includes(box.value);
    else byId(name).value = value;
  }
  showShares();
  return Object.keys(changes);
}

/** Say what would be put into the form: "Learning rate to 0.01". */
export function inWords(given, wanted) {
  return Object.entries(changesOf(given, wanted)).map(([name, value]) => `${labelOf(name)} to ${shownAs(name, value)}`).join(", ");
}

function changesOf(given, wanted) {
  const before = stateOf(given), after = stateOf(wanted);
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => String(value) !== String(before[name] ?? "")));
}

function labelOf(name) {
  const label = document.querySelector(`label[for="${name}"], [data-control="${name}"] legend`);
  return { layers: "Hidden layers", without: "Leave columns out", validation: "Share for validation" }[name] ?? label?.textContent ?? name;
}

function shownAs(name, value) {
  if (Array.isArray(value)) return value.join(" and ") || "none";
  const option = [...(byId(name)?.options ?? [])].find((each) => each.value === value);
  return (option?.text ?? value).split(":")[0];
}
