// The learner's file, read-only, with line numbers and the line where it went wrong.

import { make } from "/static/exercises/elements.js";

/**
 * Draw the file. line: the one to mark, from 1; 0 for none. sentence: what a screen reader says at it.
 */
export function drawCode(frame, code, line, sentence) {
  const lines = code.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const rows = lines.map((text, place) => row(text, place + 1, place + 1 === line ? sentence : ""));
  const before = frame.scrollTop;
  frame.replaceChildren(make("ol", { className: "lines" }, ...rows));
  frame.scrollTop = before;
  const marked = rows[line - 1];
  if (marked) frame.scrollTop = Math.max(0, marked.offsetTop - frame.clientHeight / 3);
}

/** Say why there is no code to show. */
export function sayNoCode(frame, sentence) {
  frame.replaceChildren(make("p", { className: "quiet" }, sentence));
}

function row(text, number, sentence) {
  const item = make("li", {}, make("span", { className: "line-number", ariaHidden: "true" }, String(number)), make("code", {}, text || " "));
  if (sentence) {
    item.className = "marked";
    item.append(make("span", { className: "pointer" }, "◀", make("span", { className: "unseen" }, ` line ${number}: ${sentence}`)));
  }
  return item;
}
