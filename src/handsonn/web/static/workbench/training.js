// Step 3, while it trains: progress, time left, curves that grow, Stop; found again after a reload.

import { curves } from "/workbench/pictures/curves.js";
import { counted } from "/static/workbench/numbers.js";
import { showProblem } from "/static/workbench/problems.js";
import { ask } from "/static/workbench/requests.js";
import { framed } from "/static/workbench/saving.js";

const MOST_POINTS = 500;
const MOST_LINEAR = 20;
const byId = (id) => document.getElementById(id);
const STAGES = { starting: "Loading the data", compiling: "Compiling the network", judging: "Judging the test samples", drawing: "Drawing the report" };
let watching = null;
let metrics = {};
let drawn = [];
let shown = null;

/** Follow a training until it ends. told(facts) hears of each change. Another call follows another one. */
export async function watch(id, told) {
  watching?.abort();
  watching = new AbortController();
  const { signal } = watching;
  let version = -1, known = 0, tries = 0;
  metrics = {};
  drawn = [];
  byId("curves").replaceChildren();
  while (!signal.aborted) {
    try {
      const facts = await ask(`/jobs/${encodeURIComponent(id)}?version=${version}&epochs=${known}`, { signal });
      tries = 0;
      if (facts.version < version) known = 0;
      version = facts.version;
      known = take(facts);
      told(facts);
      draw();
      showState(facts);
      if (!["waiting", "running", "elsewhere"].includes(facts.state)) return;
    } catch (refused) {
      if (refused.name === "AbortError") return;
      if (refused.control !== "server" || (tries += 1) > 3) {
        byId("state").textContent = "";
        showProblem("job", refused.message);
        return;
      }
    }
  }
}

/** Follow none. */
export function watchNothing() {
  watching?.abort();
  for (const id of ["curves", "result", "keep", "stop", "go-on", "progress"]) byId(id).hidden = true;
  shown = null;
  sayHowFar();
  byId("kept").replaceChildren();
  byId("state").textContent = "";
  byId("notes").replaceChildren();
}

function take(facts) {
  for (const [name, values] of Object.entries(facts.metrics)) {
    metrics[name] = [...(metrics[name] ?? []).slice(0, facts.first), ...values];
  }
  return facts.epochs_done;
}

function showState(facts) {
  const { state, epochs, epochs_done: done } = facts, atWork = state === "waiting" || state === "running";
  byId("stop").hidden = !atWork || ["judging", "drawing"].includes(facts.stage); // these end by themselves
  byId("stop").disabled = facts.stopping;
  byId("go-on").hidden = !facts.can_go_on;
  shown = facts;
  sayHowFar();
  const bar = byId("progress");
  bar.hidden = !atWork;
  bar.max = epochs;
  if (done) bar.value = done;
  else bar.removeAttribute("value");
  byId("state").textContent = words(facts);
  byId("notes").replaceChildren(...facts.notes.map((note) => Object.assign(document.createElement("li"), { textContent: note })));
  if (facts.error && state !== "nothing") showProblem("job", facts.error.sentence);
}

function words(facts) {
  const { epochs, epochs_done: done } = facts, ofAll = `${done.toLocaleString("en")} of ${counted(epochs, "epoch")}`;
  if (facts.state === "running" && ["judging", "drawing"].includes(facts.stage)) return `${STAGES[facts.stage]} …`;
  if (facts.stopping) return facts.stage === "training" ? "Stopping after the epochs in hand …" : "Stopping …";
  if (facts.state === "waiting") return facts.place || "Waiting for its turn.";
  if (facts.state === "running") {
    const after = facts.went_on_after || done; // no curve yet, but epochs: it goes on
    if (STAGES[facts.stage]) return `${STAGES[facts.stage]}${after ? `, to go on after epoch ${after.toLocaleString("en")}` : ""} …`;
    return `Epoch ${done.toLocaleString("en")} of ${epochs.toLocaleString("en")}, ${duration(facts.seconds_left)} left`;
  }
  if (facts.state === "done") {
    if (facts.went_on_after === done) return `Stopped before it went on. Trained ${ofAll} (interrupted).`;
    return `Trained ${ofAll}${facts.ended === "all epochs" ? "" : ` (${facts.ended})`}.`;
  }
  if (facts.state === "nothing") return "Stopped before the first epoch was over: nothing was learnt.";
  if (facts.state === "elsewhere") return "Another handsonn does this training.";
  if (facts.state === "broken off") return facts.can_go_on ? `Broken off after ${counted(done, "epoch")}; Go on takes up its last checkpoint.` : "Broken off before the first epoch was over; Train begins anew.";
  return "The training failed.";
}

/** Say to how many epochs Go on goes: as many as were asked for, or as the box Epochs says where that is more. */
export function sayHowFar() {
  const place = byId("how-far"), wanted = Number(byId("epochs").value), last = (count) => `epoch ${count.toLocaleString("en")}`;
  place.textContent = "";
  if (!shown?.can_go_on) return;
  const { epochs, epochs_done: done } = shown, from = done ? `from ${last(done)} ` : "";
  if (wanted > epochs) place.textContent = `Go on trains ${from}to ${last(wanted)}, as Epochs says; all else stays as it began.`;
  else if (wanted === epochs) place.textContent = `Go on trains ${from}to ${last(epochs)}.`;
  else place.textContent = `Go on trains ${from}to ${last(epochs)}, as it was begun; Epochs counts for it only where it says more.`;
}

/** Seconds as a person says them. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds < 1) return "under 1 s";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

function draw() {
  const names = Object.keys(metrics).filter((name) => !name.startsWith("val_"));
  const order = ["loss", ...names.filter((name) => name !== "loss")].filter((name) => metrics[name]?.length);
  byId("curves").hidden = order.length === 0;
  if (drawn.join() !== order.join()) {
    drawn = order;
    byId("curves").replaceChildren(...order.map((name) => framed(`${axis(name)} by epoch`, (host) => curves(host, picture(name), {}))));
  }
  for (const figure of byId("curves").children) figure.redraw();
}

/** Draw the curves again, for another width. */
export function redrawCurves() {
  for (const figure of byId("curves").children) figure.redraw();
}

function picture(name) {
  const { axis: y, factor } = scaleOf(name);
  const pair = [[name, "training", "blue", "solid"], [`val_${name}`, "validation", "orange", "dashed"]];
  return {
    height: 160, title: axis(name), marks: [], x: { name: "epoch", low: 0 }, y,
    lines: pair.filter(([key]) => metrics[key]?.length).map(([key, words, colour, style]) => ({ name: words, colour, style, ...thinned(metrics[key], factor) })),
  };
}

function axis(name) {
  return { mae: "mean abs. error", mse: "mean sq. error" }[name] ?? name.replaceAll("_", " ");
}

/** The y axis, and what its values are divided by: errors of a regression fall by orders of magnitude. */
function scaleOf(name) {
  const all = thin([name, `val_${name}`].flatMap((key) => metrics[key] ?? []).filter((value) => value !== null));
  const low = Math.min(...all), high = Math.max(...all), logarithmic = !metrics.accuracy && low > 0 && high / low > MOST_LINEAR;
  // A logarithmic axis writes powers of ten itself; a straight one has room for numbers below a million.
  const power = !logarithmic && high >= 1e6 ? 3 * Math.floor(Math.log10(high) / 3) : 0;
  const unit = [name === "accuracy" ? "share" : "", power ? `×10${superscript(power)}` : "", logarithmic ? "log" : ""].filter(Boolean).join(", ");
  const ends = logarithmic ? {} : name === "accuracy" ? { high: 1 } : { low: 0 };
  return { axis: { name: axis(name), unit, logarithmic, ...ends }, factor: 10 ** power };
}

function superscript(power) {
  return [...String(power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("");
}

/** Few enough values to spread into a call. */
function thin(values) {
  return values.length < 20_000 ? values : values.filter((_, at) => at % Math.ceil(values.length / 20_000) === 0);
}

/** At most 500 points: every n-th, and the last. The first epoch is 1. */
function thinned(values, factor) {
  const step = Math.max(1, Math.ceil(values.length / MOST_POINTS)), places = [];
  for (let at = 0; at < values.length; at += step) places.push(at);
  if (places.at(-1) !== values.length - 1) places.push(values.length - 1);
  return { x: { values: places.map((at) => at + 1) }, y: { values: places.map((at) => (values[at] === null ? null : values[at] / factor)) } };
}
