// The workbench: three steps on one page. The server trains and judges; this page asks and shows.

import { apply } from "/static/workbench/applying.js";
import { lookBefore } from "/static/workbench/before.js";
import { chooseNothing, fillCatalogue, look } from "/static/workbench/data_panel.js";
import { beginDiagnosis, offerDiagnosis, showDiagnosis } from "/static/workbench/diagnosis.js";
import { listEarlier, nameEarlier } from "/static/workbench/earlier.js";
import { offer, readAddress, readForm, setJob, settingsOf, showShares, stateOf, writeAddress, writeForm, writeLayers } from "/static/workbench/form.js";
import { clearProblem, showProblem } from "/static/workbench/problems.js";
import { trainIsAsked } from "/static/workbench/readiness.js";
import { ask, send } from "/static/workbench/requests.js";
import { redrawResult, showResult } from "/static/workbench/results.js";
import { redrawCurves, sayHowFar, watch, watchNothing } from "/static/workbench/training.js";

const byId = (id) => document.getElementById(id);
const LOOKED_AT = new Set(["data", "target", "task", "missing", "without"]);
const PAUSE = 250; // milliseconds without a key before the server is asked to check
let checking = 0;
let latestCheck = 0;

async function begin() {
  byId("settings").addEventListener("submit", (event) => event.preventDefault());
  byId("settings").addEventListener("input", changed);
  byId("settings").addEventListener("click", layerClicked);
  byId("open-path").addEventListener("click", openPath);
  byId("path").addEventListener("keydown", (event) => event.key === "Enter" && openPath());
  byId("upload").addEventListener("click", () => byId("upload-file").click());
  byId("upload-file").addEventListener("change", upload);
  byId("train").addEventListener("click", train);
  byId("stop").addEventListener("click", () => command("stop"));
  byId("go-on").addEventListener("click", () => command("go_on"));
  byId("earlier").addEventListener("change", () => byId("earlier").value && open(byId("earlier").value));
  beginDiagnosis(applied);
  document.addEventListener("click", copy);
  window.addEventListener("hashchange", restore);
  window.addEventListener("resize", () => { redrawCurves(); redrawResult(); });
  try {
    await fillCatalogue();
  } catch (refused) {
    showProblem("data", refused.message);
  }
  await restore();
}

/** Put the page into the state that the address says. */
async function restore() {
  const state = await ofRun() ?? readAddress();
  writeForm(state);
  showDiagnosis(readForm().diagnosis);
  offerDiagnosis();
  check();
  showEarlier();
  if (state.job) follow(state.job);
  else watchNothing();
  await look();
  check();
}

/** The settings of the kept run that the address names; null where it names none. */
async function ofRun() {
  const run = new URLSearchParams(location.hash.slice(1)).get("run");
  if (!run) return null;
  byId("diagnosis").open = true;
  try {
    const state = stateOf((await ask(`/runs/${encodeURIComponent(run)}/settings`)).settings);
    writeForm(state);
    writeAddress();
    return state;
  } catch (refused) {
    showProblem("diagnosis", refused.message);
    return {};
  }
}

/** Put a change that a diagnosis proposes into the form. given: the settings that it was made for. */
async function applied(given, wanted) {
  const touched = apply(given, wanted);
  clearProblem();
  writeAddress();
  byId("train").focus();
  if (touched.some((name) => LOOKED_AT.has(name))) await look();
  check();
}

function changed(event) {
  const name = event.target.name || event.target.closest("#without") && "without" || "";
  if (name === "data") {
    const data = byId("data").value;
    byId("target").replaceChildren();
    byId("without").querySelectorAll("label").forEach((label) => label.remove());
    byId("task").value = byId("missing").value = "";
    byId("data").value = data;
  }
  clearProblem(event.target.closest(".field")?.dataset.control ?? "none");
  showShares();
  sayHowFar();
  writeAddress();
  if (LOOKED_AT.has(name)) look().then(check); // the look may have chosen a target
  clearTimeout(checking);
  checking = setTimeout(check, PAUSE);
}

/** Ask the server what these settings are in a terminal, or what is wrong with them. */
async function check() {
  const number = (latestCheck += 1), settings = settingsOf(readForm());
  if (!byId("data").value) {
    byId("command").textContent = "";
    lookBefore(null);
    return;
  }
  try {
    const { command: words, problem } = await send("/command", settings);
    if (number !== latestCheck) return;
    lookBefore(problem ? null : settings, applied);
    if (words) byId("command").textContent = words;
    if (problem) showProblem(problem.control, problem.sentence);
  } catch (refused) {
    if (number === latestCheck) showProblem(refused.control, refused.message);
  }
}

function layerClicked(event) {
  const boxes = [...document.querySelectorAll("#layers input")].map((box) => box.value);
  if (event.target.id === "add-layer") {
    writeLayers([...boxes, boxes.at(-1) || "64"]);
    document.querySelector("#layers li:last-child input").focus();
  } else if (event.target.classList.contains("remove")) {
    const items = [...document.querySelectorAll("#layers li")], at = items.indexOf(event.target.closest("li"));
    writeLayers(boxes.filter((_, index) => index !== at));
    (document.querySelectorAll("#layers input")[Math.max(0, at - 1)] ?? byId("add-layer")).focus();
  } else return;
  clearProblem("layers");
  writeAddress();
  check();
}

function openPath() {
  const path = byId("path").value.trim();
  if (path) choose(path);
}

function choose(source) {
  offer(byId("data"), source);
  byId("data").value = source;
  byId("data").dispatchEvent(new Event("input", { bubbles: true }));
}

async function upload() {
  const file = byId("upload-file").files[0], hint = byId("upload-hint");
  if (!file) return;
  hint.dataset.before ??= hint.textContent;
  clearProblem("upload");
  hint.textContent = `Uploading ${file.name} …`;
  byId("upload").disabled = true;
  try {
    const { path, words } = await ask(`/upload?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    hint.textContent = words;
    await fillCatalogue();
    choose(path);
  } catch (refused) {
    hint.textContent = hint.dataset.before;
    chooseNothing();
    writeAddress();
    showProblem("upload", refused.message);
  }
  byId("upload").disabled = false;
  byId("upload-file").value = "";
}

async function train() {
  clearProblem();
  trainIsAsked(true);
  try {
    const { id } = await send("/jobs", settingsOf(readForm()));
    setJob(id);
    writeAddress();
    showEarlier();
    follow(id);
  } catch (refused) {
    showProblem(refused.control, refused.message);
  }
  trainIsAsked(false);
}

function follow(id) {
  byId("state").textContent = "";
  clearProblem("job");
  return watch(id, told).then(showEarlier);
}

function told(facts) {
  nameEarlier(facts);
  showResult(facts);
}

async function command(word) {
  const { job } = readForm();
  clearProblem("job");
  try {
    const more = word === "go_on" && Number.isInteger(Number(readForm().epochs)) ? `?epochs=${Number(readForm().epochs)}` : "";
    await send(`/jobs/${job}/${word}${more}`);
    if (word === "go_on") follow(job);
  } catch (refused) {
    showProblem("job", refused.message);
  }
}

/** List the trainings that the server remembers, and say what there is where none is shown. */
async function showEarlier() {
  const { job } = readForm();
  try {
    const count = await listEarlier(job);
    if (!job && !readForm().job) byId("state").textContent = count ? "None of the earlier trainings is shown." : "Nothing is trained yet.";
  } catch (refused) {
    showProblem("job", refused.message);
  }
}

/** Show an earlier training, with its settings in the form. */
async function open(id) {
  try {
    const { jobs } = await ask("/jobs"), found = jobs.find((each) => each.id === id);
    writeForm({ ...stateOf(found.settings), job: id });
    writeAddress();
    await restore();
  } catch (refused) {
    showProblem("job", refused.message);
  }
}

async function copy(event) {
  const from = event.target.dataset?.copies;
  if (!from) return;
  await navigator.clipboard.writeText(byId(from).textContent);
  event.target.textContent = "Copied";
  setTimeout(() => { event.target.textContent = "Copy"; }, 1500);
}

begin();
