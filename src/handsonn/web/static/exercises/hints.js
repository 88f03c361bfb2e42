// Hints, one more each time; a solution after the exercise is passed, or when there is no further hint.

import { make, tell } from "/static/exercises/elements.js";
import { act } from "/static/exercises/requests.js";

const byId = (id) => document.getElementById(id);
let given = 0, all = 0, isPassed = false;

/** Make the buttons work. */
export function beginHints() {
  given = byId("hints").children.length;
  all = Number(byId("hints").dataset.of);
  byId("hint").addEventListener("click", () => tried(giveHint));
  byId("solution").addEventListener("click", () => (isPassed ? tried(showSolution) : ask(true)));
  byId("solution-anyway").addEventListener("click", () => tried(showSolution));
  byId("keep-trying").addEventListener("click", () => { ask(false); byId("solution").focus(); });
  draw();
}

/** Hear whether the exercise is passed. */
export function hintsKnow(passed) {
  isPassed = passed;
  draw();
}

async function tried(doing) {
  tell(byId("trouble"));
  try {
    await doing();
  } catch (refused) {
    tell(byId("trouble"), refused.message);
  }
}

async function giveHint() {
  const hint = await act("hint");
  given = hint.number;
  const item = make("li", { tabIndex: -1 });
  item.innerHTML = hint.html; // made of Markdown by the server, with all HTML in it escaped
  byId("hints").append(item);
  draw();
  reveal(item);
}

async function showSolution() {
  const { code } = await act("solution");
  byId("solution-code").hidden = false;
  byId("solution-code").querySelector("pre").textContent = code;
  byId("solution").hidden = true;
  ask(false);
  reveal(byId("solution-code").querySelector("pre"));
}

function ask(isAsking) {
  byId("sure").hidden = !isAsking;
  if (isAsking) reveal(byId("keep-trying"));
}

function reveal(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}

function draw() {
  const left = all - given;
  byId("hint").disabled = left <= 0;
  byId("hint").textContent = left > 0 ? `Hint ${given + 1} of ${all}` : `All ${all} hints given`;
  byId("hints-section").hidden = !given && !isPassed;
  byId("hints-title").hidden = !given;
  byId("solution").hidden = !(isPassed || left <= 0) || !byId("solution-code").hidden;
}
