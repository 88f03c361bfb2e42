// Which data: a registered set, a file of the learner's, or one of their runs and a layer of it.

import { fetched, posted } from "./connection.js";

const byId = (id) => document.getElementById(id);
const RUN = "run:";
let runs = [];
let named = new Set();
let looked = 0;
let columns = [];
const worked = new Set(); // what was typed, and could be opened

/** Fill the lists; hear(isOther): the learner chose other data, or more about the same. refuse(sentence): something cannot be opened. */
export async function offerData(found, hear, refuse) {
  runs = found;
  await fillList();
  byId("data").addEventListener("change", async () => { tidy(); await showFields({}); hear(true); });
  for (const id of ["layer", "target", "missing", "without"]) byId(id).addEventListener("change", () => { sayLeftOut(); hear(false); });
  const open = () => { const path = byId("path").value.trim(); if (path) choose(path, hear); };
  byId("open-path").addEventListener("click", open);
  byId("path").addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); open(); } });
  byId("upload").addEventListener("click", () => byId("upload-file").click());
  byId("upload-file").addEventListener("change", () => upload(hear, refuse));
}

async function fillList() {
  const { named: sets, files } = await (await fetched("/workbench/data")).json(), select = byId("data"), before = select.value;
  named = new Set(sets.map((each) => each.name));
  select.replaceChildren(group("Data sets", sets.map((each) => [each.name, `${each.name}${each.download ? " (if fetched)" : ""}`])));
  if (files.length) select.append(group("Your files", files.map((path) => [path, path])));
  if (runs.length) select.append(group("Your runs: a layer's output", runs.map((run) => [RUN + run.name, run.name])));
  if (before) offer(before);
}

function group(label, choices) {
  const box = Object.assign(document.createElement("optgroup"), { label });
  box.append(...choices.map(([value, words]) => new Option(words, value)));
  return box;
}

function offer(value) {
  const select = byId("data");
  if (![...select.options].some((option) => option.value === value)) {
    const option = new Option(value, value);
    option.dataset.typed = "";
    select.add(option);
  }
  select.value = value;
  tidy();
}

/** What was typed and could not be opened does not stay in the list. */
function tidy() {
  const select = byId("data");
  for (const option of select.querySelectorAll("option[data-typed]")) if (!option.selected && !worked.has(option.value)) option.remove();
}

/** The chosen data could be opened. */
export function dataWorked() {
  worked.add(byId("data").value);
}

/** A run is also found by its name, or by its folder. */
function asRun(value) {
  const name = value.replace(/^runs\//, "").replace(/\/$/, "");
  return !named.has(value) && runs.some((run) => run.name === name) ? RUN + name : value;
}

async function choose(path, hear) {
  offer(asRun(path));
  await showFields({});
  hear(true);
}

async function upload(hear, refuse) {
  const file = byId("upload-file").files[0];
  if (!file) return;
  byId("upload").disabled = true;
  try {
    const { path } = await (await fetched(`/workbench/upload?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file })).json();
    await fillList();
    await choose(path, hear);
  } catch (refused) {
    refuse(refused.message);
  }
  byId("upload").disabled = false;
  byId("upload-file").value = "";
}

/** Put a choice into the controls. */
export async function chooseData({ data, ...fields }) {
  offer(asRun(data));
  await showFields(fields);
}

/** A run has layers; a table of the learner's has columns. */
async function showFields({ layer = "", target = "", missing = "", without = "" }) {
  const { value } = byId("data"), run = runs.find((each) => RUN + each.name === value), mine = (looked += 1);
  byId("layer-field").hidden = !run;
  byId("network").disabled = Boolean(run);
  byId("layer").replaceChildren(...(run?.layers ?? []).map((name) => new Option(name, name)));
  if (run) byId("layer").value = run.layers.includes(layer) ? layer : run.layers.at(-2) ?? run.layers.at(-1);
  byId("missing").value = missing;
  byId("columns").hidden = true;
  byId("target").replaceChildren();
  writeColumns([], "");
  if (run || named.has(value)) return;
  // What is wrong with a file is said when it is wished for; here only its columns are of interest.
  const found = await fetched("/workbench/look", posted({ data: { name_or_path: value, target: target || null, without: listOf(without) } })).then((response) => response.json()).catch(() => null);
  if (mine !== looked || !found?.columns?.length) return;
  byId("target").replaceChildren(...found.columns.map((name) => new Option(name, name)));
  byId("target").value = found.columns.includes(target) ? target : found.target;
  writeColumns(found.columns, without);
  byId("columns").hidden = false;
}

/** Offer each column to be left out. without: those that are, as the address has them. */
function writeColumns(names, without) {
  columns = names;
  const out = new Set(listOf(without));
  byId("without").replaceChildren(...columns.map((name) => {
    const label = document.createElement("label"), box = Object.assign(document.createElement("input"), { type: "checkbox", value: name, checked: out.has(name) });
    label.append(box, ` ${name}`);
    return label;
  }));
  sayLeftOut();
}

/** The target is not a feature, so it is not left out of them. */
function sayLeftOut() {
  for (const box of byId("without").querySelectorAll("input")) {
    box.disabled = box.value === byId("target").value;
    if (box.disabled) box.checked = false;
  }
  const out = leftOut();
  byId("left-out").textContent = out.length ? `: ${out.join(", ")}` : "";
  byId("without-field").open ||= out.length > 0;
}

function leftOut() {
  return [...byId("without").querySelectorAll("input:checked")].map((box) => box.value);
}

/** Names of columns as the address has them: a list in JSON, for a name may hold any sign. */
function listOf(text) {
  try {
    const found = JSON.parse(text || "[]");
    return Array.isArray(found) ? found.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** Read the choice as the address has it. */
export function dataChoice() {
  const out = leftOut();
  return { data: byId("data").value, layer: byId("layer").value, target: byId("target").value, missing: byId("missing").value, without: out.length ? JSON.stringify(out) : "" };
}

/** The part of a wish that says which data. */
export function dataWish() {
  const { data, layer, target, missing } = dataChoice();
  if (data.startsWith(RUN)) return { space: { run: data.slice(RUN.length), layer } };
  return { data: { name_or_path: data, target: target || null, missing: missing || null, without: leftOut() }, space: {} };
}
