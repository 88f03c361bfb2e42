// What came out: the score in words, what was taken for what, the worst mistakes, saving, code.

import { table } from "/static/workbench/data_panel.js";
import { histogram } from "/static/workbench/distributions.js";
import { gallery } from "/static/workbench/images.js";
import { matrix } from "/static/workbench/matrix.js";
import { missedBy } from "/static/workbench/numbers.js";
import { showProblem } from "/static/workbench/problems.js";
import { ask, send } from "/static/workbench/requests.js";
import { scatter } from "/static/workbench/residuals.js";
import { framed } from "/static/workbench/saving.js";
import { tabs } from "/static/workbench/tabs.js";
import { duration } from "/static/workbench/training.js";

const FORMATS = { json: "JSON", yaml: "YAML", weights: "HDF5", keras: "Keras", onnx: "ONNX" };
const host = document.getElementById("result");
const TOO_MANY = "Its samples are too many to be saved with each run: keep the run, then handsonn save writes them, with this script, into a folder.";
let asked = "";
let latest = null;

/** Show the result of a training once it is judged; hide it before. */
export async function showResult(facts) {
  latest = facts;
  const ready = facts.judged && ["running", "done"].includes(facts.state);
  if (!ready) {
    host.hidden = true;
    asked = "";
    showKept(facts);
    return;
  }
  if (asked !== `${facts.id} ${facts.epochs_done}`) {
    asked = `${facts.id} ${facts.epochs_done}`;
    try {
      build(facts, await ask(`/jobs/${facts.id}/result`));
    } catch (refused) {
      showProblem("job", refused.message);
      return;
    }
  }
  showKept(latest); // the training may have come further while the result was fetched
}

/** Draw what depends on the width again. */
export function redrawResult() {
  for (const figure of host.querySelectorAll("figure")) if (figure.offsetParent) figure.redraw?.();
}

function build(facts, result) {
  host.hidden = false;
  const head = document.createElement("div");
  head.append(text("p", result.sentence, "verdict"), text("p", inWords(result), "hint"));
  const judged = document.createElement("div"), worst = document.createElement("div"), saving = document.createElement("div"), code = document.createElement("div");
  const figures = result.confusion ? classification(judged, facts.id, result) : result.residuals ? regression(judged, result) : [];
  samples(worst, result.mistakes, result.confusion ? "The wrong predictions of which the network was surest." : "The largest residuals.", "Not one mistake among the test samples.");
  save(saving, facts, result);
  codeOf(code, facts, result);
  const part = document.createElement("div");
  part.id = "result-parts";
  host.replaceChildren(head, part);
  tabs(part, "The result", [
    [result.confusion ? "Confusion matrix" : "Residuals", judged, () => figures.forEach((figure) => figure.redraw())],
    ["Worst mistakes", worst], ["Scores", scores(result)], ["Save", saving], ["In Keras", code],
  ], "");
}

function text(kind, words, name = "") {
  return Object.assign(document.createElement(kind), { textContent: words, className: name });
}

function inWords(result) {
  const [train, validation, test] = result.parts.map((count) => count.toLocaleString("en"));
  const words = [`${result.parameters.toLocaleString("en")} parameters, ${duration(result.seconds)} of training; ${train} training, ${validation} validation, ${test} test samples.`, result.repeated ? result.repeated.charAt(0).toUpperCase() + result.repeated.slice(1) : ""];
  return words.filter(Boolean).join(" ");
}

function classification(place, id, result) {
  const beside = text("div", "", "beside-matrix"), found = Object.assign(document.createElement("div"), { className: "of-cell" });
  found.setAttribute("aria-live", "polite");
  found.append(text("p", "Choose a cell to see its test samples: blue is right, orange is wrong.", "hint"));
  const figure = framed("Confusion matrix", (spot) => matrix(spot, result.confusion, async (truth, said) => {
    try {
      const names = result.confusion.names, count = result.confusion.counts[truth][said];
      const cell = await ask(`/jobs/${id}/cell?true=${truth}&predicted=${said}`);
      const words = `${count === 1 ? "1 test sample is" : `${count.toLocaleString("en")} test samples are`} ${names[truth]} and ${count === 1 ? "was" : "were"} called ${names[said]}${cell.samples.length < count ? `; the ${cell.samples.length} surest:` : count ? ":" : "."}`;
      samples(found, cell, words, words);
    } catch (refused) {
      showProblem("job", refused.message);
    }
  }));
  beside.append(figure, found);
  place.append(beside);
  return [figure];
}

function regression(place, result) {
  const dots = framed("Predicted against true", (spot) => scatter(spot, result.residuals));
  const facts = { ...result.residuals.histogram, name: `true minus predicted ${result.residuals.target || "target"}` };
  const bars = framed("Residuals", (spot) => histogram(spot, facts, { height: 235, colours: (low, high) => (low + high >= 0 ? "blue" : "orange") }));
  const legend = text("p", "Blue: predicted too low. Orange: predicted too high.", "hint");
  bars.append(legend);
  const both = text("div", "", "beside-matrix even");
  both.append(dots, bars);
  place.append(both);
  return [dots, bars];
}

/** Samples with what was said of them: images in rows, tables as tables. */
function samples(place, found, words, none) {
  if (!found.samples.length) {
    place.replaceChildren(text("p", none, "hint"));
    return;
  }
  const said = (each) => (each.confidence === undefined || each.confidence === null ? missedBy(each.residual) : `${Math.round(100 * each.confidence)}% sure`);
  const lines = found.samples.map((each) => [`true ${each.true}`, `said ${each.predicted}`, `${said(each)}, row ${each.row}`]);
  if (found.sheet) {
    place.replaceChildren(text("p", words, "hint"), gallery(found.sheet, lines, 48));
    return;
  }
  const scroll = Object.assign(document.createElement("div"), { className: "scroll", tabIndex: 0 });
  scroll.setAttribute("aria-label", words);
  scroll.append(table(["row", "true", "predicted", found.samples[0].residual === undefined ? "how sure" : "missed by", ...found.heads], found.samples.map((each) => [String(each.row), each.true, each.predicted, said(each), ...each.cells])));
  place.replaceChildren(text("p", words, "hint"), scroll);
}

function scores(result) {
  const place = document.createElement("div");
  if (result.scores.length) place.append(table(["score", "network", "95% interval", `baseline: ${result.scores[0].baseline_name}`], result.scores.map((each) => [each.name, each.value, each.interval, each.baseline])));
  if (result.confusion) {
    const percent = (share) => (share === null ? "–" : `${(100 * share).toFixed(1)}%`);
    place.append(table(["class", "precision", "recall", "test samples"], result.confusion.classes.map((each) => [each.name, percent(each.precision), percent(each.recall), each.samples.toLocaleString("en")])));
  }
  const layers = result.layers.map(([name, kind, output, parameters]) => [name, kind, String(output), parameters.toLocaleString("en")]);
  place.append(table(["layer", "kind", "output", "parameters"], layers), text("p", `Split: ${result.split_method}.`, "hint"));
  place.className = "scroll";
  place.tabIndex = 0;
  return place;
}

function save(place, facts, result) {
  const list = text("ul", "", "files");
  const address = (file) => addressOf(facts, file);
  for (const each of result.saved) list.append(fileItem(each.file && address(each.file), each.file ?? FORMATS[each.format], each.why_not ?? `${aboutFormat(each)} (${size(each.bytes)})`));
  list.append(fileItem(address("train.py"), "train.py", "the run as plain Keras, without handsonn"));
  if (result.has_data) list.append(fileItem(address("data.npz"), "data.npz", "the samples that the script reads; put it beside the script"));
  place.dataset.run = result.run;
  const words = "Each goes into your browser's folder of downloads. Keep as a run writes report, network and script into your folder of runs.";
  place.append(text("p", words, "hint"), list);
}

/** The format's own name before what the file holds, unless that says it. */
function aboutFormat({ format, holds }) {
  return holds.includes(FORMATS[format]) ? holds : `${FORMATS[format]}, ${holds}`;
}

/** Name each file as it will be called in the folder of downloads: after the run, once it is kept. */
function nameFiles(kept) {
  for (const link of host.querySelectorAll("[data-run] a")) {
    link.dataset.file ??= link.textContent;
    link.textContent = link.dataset.file.replace(/^model(?=\.)/, kept || link.closest("[data-run]").dataset.run);
  }
}

function fileItem(address, name, words) {
  const item = document.createElement("li");
  const link = address ? download(address, name) : text("b", name);
  item.append(link, `: ${words}`);
  return item;
}

function size(bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Offer to keep the run once it is whole; say where it is kept. */
function showKept(facts) {
  const keep = document.getElementById("keep"), told = document.getElementById("kept"), done = facts.state === "done" && facts.judged;
  keep.hidden = !done || facts.kept !== "";
  keep.disabled = keep.hidden;
  keep.onclick = async () => {
    keep.disabled = true;
    try {
      showKept(await send(`/jobs/${facts.id}/keep`));
    } catch (refused) {
      keep.disabled = false;
      showProblem("job", refused.message);
    }
  };
  told.replaceChildren();
  nameFiles(facts.kept);
  if (!facts.kept) return;
  const link = Object.assign(document.createElement("a"), { href: `/runs/${encodeURIComponent(facts.kept)}/`, textContent: facts.kept });
  told.replaceChildren("Kept as ", link, ".");
}

function addressOf(facts, file) {
  return `/workbench/jobs/${facts.id}/files/${encodeURIComponent(file)}`;
}

function download(href, words) {
  return Object.assign(document.createElement("a"), { href, download: "", textContent: words });
}

function codeOf(place, facts, result) {
  const block = text("pre", "", "code"), words = Object.assign(document.createElement("code"), { id: "script", textContent: result.script });
  words.tabIndex = 0;
  const copy = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
  copy.dataset.copies = "script";
  block.append(words);
  const row = text("div", "", "go"), needs = result.has_data ? "It reads data.npz, the samples: put both files into one folder." : TOO_MANY;
  row.append(copy, download(addressOf(facts, "train.py"), "Download train.py"));
  if (result.has_data) row.append(download(addressOf(facts, "data.npz"), "Download data.npz"));
  place.append(text("p", `This script trains the same network to the same weights, without handsonn. ${needs}`, "hint"), row, block);
}
