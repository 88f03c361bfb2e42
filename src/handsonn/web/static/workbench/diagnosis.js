// "Why does it not learn?": asked by symptom, answered with proof by a process of its own; found again after a reload.

import { inWords } from "/static/workbench/applying.js";
import { ruleLink } from "/static/workbench/before.js";
import { readForm, setDiagnosis, settingsOf, writeAddress } from "/static/workbench/form.js";
import { clearProblem, sentence, showProblem } from "/static/workbench/problems.js";
import { ask, send } from "/static/workbench/requests.js";
import { duration } from "/static/workbench/training.js";

const byId = (id) => document.getElementById(id);
const MOST_TRIES = 3;
let watching = null;
let shown = "";
let applied = () => {};

/** Make the panel work. onApplied(given, wanted) puts a change into the form. */
export function beginDiagnosis(onApplied) {
  applied = onApplied;
  byId("find-out").addEventListener("click", findOut);
  byId("stop-diagnosis").addEventListener("click", stop);
}

/** Let a diagnosis be asked for, now that the form holds what the address says. */
export function offerDiagnosis() {
  if (byId("stop-diagnosis").hidden) byId("find-out").disabled = false;
}

/** Show the diagnosis of the address, or none. */
export function showDiagnosis(id) {
  if (id === shown) return;
  shown = id;
  watching?.abort();
  byId("diagnosis-answer").hidden = true;
  byId("diagnosis-state").textContent = "";
  atWork(false);
  if (!id) return;
  byId("diagnosis").open = true;
  follow(id);
}

async function findOut() {
  clearProblem("diagnosis");
  byId("find-out").disabled = true;
  try {
    const { id } = await send("/diagnoses", { ...settingsOf(readForm()), symptom: byId("symptom").value });
    setDiagnosis(id);
    writeAddress();
    showDiagnosis(id);
    atWork(true);
    byId("stop-diagnosis").focus();
  } catch (refused) {
    showProblem("diagnosis", refused.message);
    byId("find-out").disabled = false;
  }
}

async function stop() {
  try {
    await send(`/diagnoses/${encodeURIComponent(shown)}/stop`);
  } catch (refused) {
    showProblem("diagnosis", refused.message);
  }
}

async function follow(id) {
  watching = new AbortController();
  const { signal } = watching;
  let version = -1, tries = 0;
  while (!signal.aborted) {
    try {
      const facts = await ask(`/diagnoses/${encodeURIComponent(id)}?version=${version}`, { signal });
      tries = 0;
      version = facts.version;
      showState(facts);
      if (["waiting", "running", "elsewhere"].includes(facts.state)) continue;
      if (facts.state === "done") await showAnswer(facts);
      return;
    } catch (refused) {
      if (refused.name === "AbortError") return;
      if (refused.control === "server" && (tries += 1) <= MOST_TRIES) continue;
      atWork(false);
      byId("diagnosis-state").textContent = "";
      showProblem("diagnosis", refused.message);
      return;
    }
  }
}

function atWork(now) {
  const had = document.activeElement === byId("stop-diagnosis");
  byId("stop-diagnosis").hidden = !now;
  byId("diagnosis-progress").hidden = !now;
  byId("find-out").disabled = now;
  if (had && !now) byId("find-out").focus(); // what had the focus is gone
}

function showState(facts) {
  const now = facts.state === "waiting" || facts.state === "running", bar = byId("diagnosis-progress");
  atWork(now);
  byId("stop-diagnosis").disabled = facts.stopping;
  if (facts.share) bar.value = facts.share;
  else bar.removeAttribute("value");
  byId("diagnosis-state").textContent = words(facts);
  byId("symptom").value = facts.settings.symptom ?? "";
  if (facts.error && facts.state !== "nothing") showProblem("diagnosis", facts.error.sentence);
}

function words(facts) {
  if (facts.stopping) return "Stopping …";
  if (facts.state === "waiting") return facts.place || "Waiting for its turn.";
  if (facts.state === "running") {
    if (!facts.doing) return "Loading the data …";
    const left = facts.seconds_left === null ? "" : `, at most about ${duration(facts.seconds_left)} of work left`;
    return `${sentence(facts.doing.replace(/\.$/, ""))}${left}.`;
  }
  return { nothing: "Stopped before anything was proven.", elsewhere: "Another handsonn does this diagnosis.", "broken off": "Broken off before it was done; Find out begins anew.", failed: "The diagnosis failed." }[facts.state] ?? "";
}

async function showAnswer(facts) {
  const host = byId("diagnosis-answer"), found = await ask(`/diagnoses/${facts.id}/result`);
  const head = text("p", found.headline, "verdict"), codes = text("span", "", "codes");
  for (const code of found.found) codes.append(" ", ruleLink(code));
  head.append(codes);
  host.replaceChildren(head, text("p", found.summary), ...offers(found), keeping(facts), wholePage(facts.id));
  host.hidden = false;
}

/** What of the changes that helped can be put into the form, and why the rest cannot. */
function offers(found) {
  const parts = [], wanted = found.settings ?? found.likely;
  if (wanted) {
    const which = !found.settings ? "Try this all the same" : found.taken.length > 1 ? "Apply these changes" : "Apply this change";
    const button = text("button", `${which}: set ${inWords(found.given, wanted)}`);
    button.type = "button";
    button.id = "apply";
    button.addEventListener("click", () => applied(found.given, wanted));
    parts.push(button);
  }
  for (const words of new Set(found.taken.map((each) => each.not_here).filter(Boolean))) parts.push(text("p", `Not on this page: ${words}.`, "hint"));
  return parts;
}

function keeping(facts) {
  const line = text("p", "", "go"), keep = text("button", "Keep this diagnosis"), alone = document.createElement("a");
  keep.type = "button";
  keep.id = "keep-diagnosis";
  Object.assign(alone, { href: pageOf(facts.id), target: "_blank", textContent: "The whole page in a new tab" });
  const told = text("span", facts.kept && `Kept as ${facts.kept}.`);
  told.setAttribute("role", "status");
  keep.hidden = facts.kept !== "";
  keep.addEventListener("click", async () => {
    try {
      told.textContent = `Kept as ${(await send(`/diagnoses/${facts.id}/keep`)).kept}.`;
      keep.hidden = true;
    } catch (refused) {
      showProblem("diagnosis", refused.message);
    }
  });
  line.append(keep, told, alone);
  return line;
}

/** The page with every picture, as tall as it is: one thing to scroll, not two. */
function wholePage(id) {
  const frame = Object.assign(document.createElement("iframe"), { src: pageOf(id), title: "The whole diagnosis", className: "whole-diagnosis" });
  frame.addEventListener("load", () => {
    const body = frame.contentDocument?.body;
    body?.querySelector("header")?.remove(); // its headline stands above already
    body?.querySelector("main")?.style.setProperty("padding-top", "0");
    if (body) new ResizeObserver(() => { frame.style.height = `${body.scrollHeight + 4}px`; }).observe(body);
  });
  return frame;
}

function pageOf(id) {
  return `/workbench/diagnoses/${encodeURIComponent(id)}/files/report.html`;
}

function text(kind, content, name = "") {
  return Object.assign(document.createElement(kind), { textContent: content, className: name });
}
