// The trainings that the server remembers: a list to choose from, true at every moment for the one that is shown.

import { counted } from "/static/workbench/numbers.js";
import { ask } from "/static/workbench/requests.js";

const select = document.getElementById("earlier");

/** Fill the list; chosen: the training that is shown. Returns how many there are. */
export async function listEarlier(chosen) {
  const { jobs } = await ask("/jobs");
  select.closest("label").hidden = jobs.length === 0;
  select.replaceChildren(new Option("choose", ""), ...jobs.map((each) => new Option(wordsOf(each), each.id)));
  select.value = chosen;
  return jobs.length;
}

/** Write anew what stands in the list for one training. */
export function nameEarlier(facts) {
  const option = [...select.options].find((each) => each.value === facts.id), words = wordsOf(facts);
  if (option && option.text !== words) option.text = words;
}

function wordsOf(facts) {
  if (facts.kept) return `${madeAt(facts.id)} ${facts.kept}, kept`;
  return `${madeAt(facts.id)} ${facts.settings.data.name_or_path.split("/").at(-1)}, ${statusOf(facts)}`;
}

function statusOf({ state, ended, epochs, epochs_done: done }) {
  if (state === "done") return ended === "interrupted" ? `${done.toLocaleString("en")} of ${counted(epochs, "epoch")}` : counted(done, "epoch");
  if (state === "broken off") return `broken off after ${counted(done, "epoch")}`;
  return { waiting: "waits", running: "trains now", nothing: "stopped before its first epoch", elsewhere: "trains in another handsonn" }[state] ?? state;
}

/** The time of day, or the date of another day; an id begins with its time in UTC, such as 20261122-190001. */
function madeAt(id) {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(id).map(Number);
  const made = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const isToday = made.toDateString() === new Date().toDateString();
  return isToday ? made.toTimeString().slice(0, 5) : `${made.getDate()} ${made.toLocaleString("en", { month: "short" })}`;
}
