// Step 1: which data, what is in them, and what is to be learnt from them.

import { curves } from "/workbench/pictures/curves.js";
import { classBars, histogram, shortened, sparkBars } from "/static/workbench/distributions.js";
import { dataOf, offer, readForm, writeWithout } from "/static/workbench/form.js";
import { gallery } from "/static/workbench/images.js";
import { counted, inFull } from "/static/workbench/numbers.js";
import { clearProblem, sentence, showProblem } from "/static/workbench/problems.js";
import { trainWaitsFor } from "/static/workbench/readiness.js";
import { ask, send } from "/static/workbench/requests.js";
import { framed } from "/static/workbench/saving.js";
import { tabs } from "/static/workbench/tabs.js";

const byId = (id) => document.getElementById(id);
const MOST_CATEGORIES = 4;
const TABLE_FIELDS = ["target", "task", "missing", "without"];
let looking = null;
let named = [];

/** Fill the list of data sets: those with a name, and the files in the learner's folder. */
export async function fillCatalogue() {
  const found = await ask("/data"), select = byId("data"), chosen = select.value;
  named = found.named;
  const groups = [["Classification", named.filter((each) => each.task === "classification")], ["Regression", named.filter((each) => each.task !== "classification")]];
  select.replaceChildren(...groups.map(([label, sets]) => group(label, sets.map((each) => [each.name, `${each.name}${each.download ? " (if fetched)" : ""}`, each.title]))));
  if (found.files.length) select.append(group("Your files", found.files.map((path) => [path, path, ""])));
  offer(select, chosen);
  if (chosen) select.value = chosen;
}

function group(label, choices) {
  const box = Object.assign(document.createElement("optgroup"), { label });
  box.append(...choices.map(([value, words, title]) => Object.assign(new Option(words, value), { title })));
  return box;
}

/** Load the chosen data on the server and show them. A newer look ends an older one. */
export async function look() {
  looking?.abort();
  looking = new AbortController();
  const { signal } = looking, state = readForm();
  for (const control of ["data", "path", "upload", ...TABLE_FIELDS]) clearProblem(control);
  byId("facts").textContent = "Loading …";
  byId("step-data").setAttribute("aria-busy", "true");
  try {
    const found = await send("/look", { data: dataOf(state) }, { signal });
    showColumns(found, state);
    show(found.view, ofFile(state.data) && !state.target ? found.target : "");
    trainWaitsFor(found.problem ? whatIsOpen(found) : "");
    if (found.problem) showProblem(found.problem.control, found.problem.sentence);
  } catch (refused) {
    if (refused.name === "AbortError") return;
    show(null);
    byId("columns").hidden = true;
    trainWaitsFor("these data cannot be read");
    showProblem(refused.control || "data", refused.message);
  }
  byId("step-data").removeAttribute("aria-busy");
}

function whatIsOpen(found) {
  return { missing: "choose what happens to missing values", target: "choose another target", task: "choose another task", without: "leave a column out" }[found.problem.control] ?? "these data cannot be read";
}

/** Choose no data: a file that could not be uploaded is not to be taken for the one that stood there before. */
export function chooseNothing() {
  looking?.abort();
  show(null);
  byId("columns").hidden = true;
  const select = byId("data");
  if (!select.querySelector('option[value=""]')) select.prepend(new Option("choose a data set", ""));
  select.value = "";
  trainWaitsFor("choose data");
}

function ofFile(data) {
  return !named.some((each) => each.name === data);
}

function showColumns(found, state) {
  const known = named.find((each) => each.name === state.data);
  byId("columns").hidden = known !== undefined && !known.chooses_target;
  document.querySelector('[data-control="task"]').hidden = known !== undefined;
  document.querySelector('[data-control="missing"]').hidden = found.view?.kind === "image"; // pixels are never filled
  byId("missing").options[0].textContent = ofFile(state.data) ? "refuse to train" : "the data set's own";
  const target = byId("target"), hasColumns = found.columns.length > 0;
  for (const control of ["target", "without"]) document.querySelector(`[data-control="${control}"]`).hidden = !hasColumns;
  target.replaceChildren(...found.columns.map((name) => new Option(name, name)));
  target.value = found.target;
  writeWithout(found.columns.filter((name) => name !== found.target), state.without);
}

/** assumed: the target that nobody chose yet; "" where there is none. */
function show(view, assumed = "") {
  byId("facts").replaceChildren(...(view ? facts(view, assumed) : []));
  byId("views").hidden = !view;
  if (!view) return;
  const parts = [];
  if (view.images) parts.push(["Images", images(view)]);
  if (view.signals) parts.push(["Signals", ...signals(view)]);
  if (view.table) parts.push(["Rows", rows(view)]);
  parts.push(["Distributions", distributions(view)]);
  if (view.labels) parts.push([view.labels.classes ? "Classes" : "Target", ...labels(view)]);
  parts.push(["About", about(view)]);
  tabs(byId("views"), "Looks at the data", parts, byId("views").dataset.chosen);
}

function facts(view, assumed) {
  const shape = view.kind === "image" ? `images of ${view.shape.join(" × ")} pixels` : view.kind === "tabular" ? tableShape(view) : `samples of shape ${view.shape.join(" × ")}`;
  const goal = view.task === "classification" ? `${view.labels.classes.length + view.labels.more_classes} classes (${view.target || "label"})` : `predict ${view.target || "a value"}`;
  const clean = [
    view.missing_values ? `${counted(view.missing_values, "value")} ${view.missing_values === 1 ? "is" : "are"} missing${filling()}` : "no value is missing",
    view.duplicates ? `${counted(view.duplicates, "sample")} ${view.duplicates === 1 ? "repeats" : "repeat"} an earlier one` : "no sample repeats another",
  ];
  if (view.labels?.classes && view.labels.largest > 1.5 * view.labels.smallest) clean.push(`classes are uneven: ${view.labels.smallest.toLocaleString("en")} to ${view.labels.largest.toLocaleString("en")} samples`);
  return [
    paragraph(`${view.samples.toLocaleString("en")} ${shape}; ${goal}.`, "strong"),
    paragraph(`${sentence(clean.join("; "))}.`, view.missing_values || view.duplicates ? "warn" : "hint"),
    ...[assumed && `The last column, ${assumed}, is taken as the target; choose another where that is wrong.`, view.note, ...view.notes].filter(Boolean).map((words) => paragraph(sentence(words), "hint")),
  ];
}

function filling() {
  const chosen = byId("missing").selectedOptions[0];
  return chosen?.value ? ` (${chosen.text.replace("fill", "filled")})` : "";
}

/** A category becomes a feature per value, so there may be more features than columns. */
function tableShape(view) {
  const features = view.shape[0];
  if (!view.columns || view.columns === features) return `rows of ${counted(features, "feature")}`;
  return `rows of ${counted(view.columns, "column")}, which make ${counted(features, "feature")}`;
}

function paragraph(text, name) {
  return Object.assign(document.createElement("p"), { textContent: text, className: name });
}

function rows(view) {
  const host = scrolling("First rows");
  host.append(table([...view.table.heads, view.target], view.table.rows.map((cells, index) => [...cells, view.table.labels[index]]), "target"));
  return host;
}

/** A table of texts; the last column is the label. An empty cell is a missing value. */
export function table(heads, lines, last = "") {
  const made = document.createElement("table"), head = made.createTHead().insertRow();
  for (const name of heads) head.append(Object.assign(document.createElement("th"), { textContent: name, scope: "col" }));
  const body = made.createTBody();
  for (const line of lines) {
    const row = body.insertRow();
    for (const text of line) {
      const cell = row.insertCell();
      cell.textContent = text === "" ? "missing" : text;
      if (text === "") cell.className = "gap";
    }
  }
  if (last) for (const row of made.rows) row.lastElementChild?.classList.add(last);
  return made;
}

function scrolling(label) {
  const host = Object.assign(document.createElement("div"), { className: "scroll", tabIndex: 0 });
  host.setAttribute("aria-label", label);
  return host;
}

function distributions(view) {
  const host = scrolling("Distributions"), made = document.createElement("table"), gaps = view.features.some((each) => each.missing);
  made.className = "distributions";
  const head = made.createTHead().insertRow();
  for (const name of [view.columns ? "column" : "feature", "values", "lowest", "mean", "highest", ...(gaps ? ["missing"] : [])]) head.append(Object.assign(document.createElement("th"), { textContent: name, scope: "col" }));
  const body = made.createTBody();
  for (const each of view.features) {
    const row = body.insertRow();
    row.append(Object.assign(document.createElement("th"), { textContent: each.name, scope: "row" }));
    row.insertCell().append(sparkBars(each));
    if (each.categories) Object.assign(row.insertCell(), { textContent: categories(each), colSpan: 3, className: "words" });
    else for (const value of [each.low, each.mean, each.high]) row.insertCell().textContent = inFull(value);
    if (gaps) row.insertCell().textContent = each.missing.toLocaleString("en");
  }
  host.append(made);
  if (view.more_features) host.append(paragraph(`and ${view.more_features} more ${view.columns ? "columns" : "features"}`, "hint"));
  return host;
}

/** The most frequent categories with their rows. */
function categories(feature) {
  const byCount = feature.categories.map((name, index) => [name, feature.counts[index]]).sort((a, b) => b[1] - a[1]);
  const shown = byCount.slice(0, MOST_CATEGORIES).map(([name, count]) => `${shortened(name, 16)} ${count.toLocaleString("en")}`);
  const more = byCount.length - shown.length + feature.more_categories;
  return [...shown, ...(more ? [`${more} more`] : [])].join(", ");
}

function labels(view) {
  const host = document.createElement("div");
  const title = view.labels.classes ? "Samples of each class" : `Distribution of ${view.target || "the target"}`;
  const draw = view.labels.classes ? (place) => classBars(place, view.labels.classes) : (place) => histogram(place, view.labels.distribution);
  const figure = framed(title, draw);
  host.append(figure);
  if (view.labels.more_classes) host.append(paragraph(`and ${view.labels.more_classes} more classes`, "hint"));
  return [host, figure.redraw];
}

function images(view) {
  const host = scrolling("Images, class by class");
  host.append(gallery(view.images.sheet, view.images.labels, 40));
  return host;
}

function signals(view) {
  const host = scrolling("Signals"), colours = ["blue", "orange", "green", "purple"];
  const figures = view.signals.map((signal) => framed(`Row ${signal.row}, ${view.kind === "series" ? "followed by" : "of class"} ${signal.label}`, (place) => curves(place, {
    height: 130, title: signal.label, marks: [], x: { name: "step" }, y: { name: "value" },
    lines: signal.lines.map((line, index) => ({ name: line.name, style: "solid", colour: colours[index], x: { values: line.values.map((_, at) => at) }, y: { values: line.values } })),
  }, {})));
  host.append(...figures);
  return [host, () => figures.forEach((figure) => figure.redraw())];
}

function about(view) {
  const list = document.createElement("dl");
  const told = [["What", view.description], ["Source", view.source], ["Licence", view.licence], ["Test set", view.test_rows ? `the last ${view.test_rows.toLocaleString("en")} samples, kept apart by its authors` : ""], ["Order", view.ordered ? "in order of time: the latest are the test" : ""]];
  for (const [head, words] of told) {
    if (words) list.append(Object.assign(document.createElement("dt"), { textContent: head }), Object.assign(document.createElement("dd"), { textContent: words }));
  }
  return list;
}
