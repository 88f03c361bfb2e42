// The page of an exercise: its buttons, and what the server tells of the learner's file and its check.

import { offerCopies } from "/static/copies.js";
import { drawCode, sayNoCode } from "/static/exercises/code.js";
import { tell } from "/static/exercises/elements.js";
import { beginHints, hintsKnow } from "/static/exercises/hints.js";
import { act, ask } from "/static/exercises/requests.js";
import { drawResult } from "/static/exercises/result.js";

const ON_SAVE = "handsonn-check-on-save";
const PAUSE = 2000; // milliseconds until a server that was gone is asked again
const byId = (id) => document.getElementById(id);
let facts = null; // what the server told last
let code = "";
let drawn = null; // the version of the check whose result is on the page
let shown = ""; // the file and the mark in it that are on the page
let notice = ""; // what was done last, other than a check

async function listen() {
  for (;;) {
    try {
      const known = facts;
      take(await ask(`news?version=${known?.version ?? -1}&stamp=${encodeURIComponent(known?.stamp ?? "?")}`));
      if (!known) await act("warm");
    } catch (refused) {
      tell(byId("trouble"), refused.message);
      if (!refused.isGone) return;
      facts = null; // another server may count from the beginning
      await new Promise((done) => { setTimeout(done, PAUSE); });
    }
  }
}

function take(found) {
  const before = facts;
  facts = found;
  if (found.code !== null) code = found.code;
  if (!before) tell(byId("trouble"));
  hintsKnow(found.passed);
  byId("passed").hidden = !found.passed;
  showWork(found);
  showFile(found);
  if (before && isUnchecked(before, found)) check();
}

/** Tell whether a save waits for its check: a new one, or one that was made while a check ran. */
function isUnchecked(before, found) {
  if (!byId("on-save").checked || !found.stamp || isAtWork(found)) return false;
  return found.stamp !== before.stamp || (isAtWork(before) && found.stage === "done" && found.stamp !== found.checked);
}

function isAtWork({ stage }) {
  return stage === "waiting" || stage === "checking";
}

function showWork(found) {
  const atWork = isAtWork(found);
  const hadFocus = document.activeElement === byId("stop") || document.activeElement === byId("check");
  byId("check").hidden = atWork;
  byId("stop").hidden = !atWork;
  if (hadFocus) byId(atWork ? "stop" : "check").focus();
  byId("check").disabled = !found.stamp;
  byId("result").toggleAttribute("data-old", atWork);
  byId("state").textContent = words(found);
  if (found.stage === "refused") tell(byId("trouble"), found.sentence);
  else if (atWork) tell(byId("trouble"));
  if (!found.result && !atWork) byId("result").replaceChildren(); // what was there was of another file
  if (found.result && drawn !== found.version) {
    drawResult(byId("result"), found.result, code, found.next);
    drawn = found.version;
  }
}

function words(found) {
  if (notice && !isAtWork(found)) return notice;
  if (found.stage === "waiting") return "Waiting until the check of another exercise is done …";
  if (found.stage === "stopped") return "Stopped before the check was done.";
  if (found.stage === "done" && found.stamp !== found.checked) return "Your file has changed since this check.";
  if (found.stage !== "checking") return "";
  const held = found.held ? `${found.held === 1 ? "one thing holds" : `${found.held} things hold`}; ` : "";
  return `Checking: ${held}${found.at ? `looking at “${found.at}”` : "starting Python"} …`;
}

function showFile(found) {
  const failure = found.stage === "done" && found.stamp === found.checked ? found.result.failure : null;
  const key = `${found.stamp} ${failure?.line}`;
  if (key === shown) return;
  shown = key;
  if (found.stamp) drawCode(byId("code-frame"), code, failure?.line ?? 0, failure?.sentence ?? "");
  else sayNoCode(byId("code-frame"), "Your file is not there. “Begin anew” brings it as it came.");
}

async function check() {
  notice = "";
  try {
    await act("check");
  } catch (refused) {
    tell(byId("trouble"), refused.message);
  }
}

async function reset() {
  try {
    notice = (await act("reset")).sentence;
    byId("state").textContent = notice;
  } catch (refused) {
    tell(byId("trouble"), refused.message);
  }
}

byId("check").addEventListener("click", check);
byId("stop").addEventListener("click", () => act("stop").catch((refused) => tell(byId("trouble"), refused.message)));
byId("reset").addEventListener("click", reset);
byId("on-save").checked = localStorage.getItem(ON_SAVE) === "yes";
byId("on-save").addEventListener("change", () => {
  localStorage.setItem(ON_SAVE, byId("on-save").checked ? "yes" : "no");
  act("warm").catch((refused) => tell(byId("trouble"), refused.message));
});
offerCopies();
beginHints();
listen();
