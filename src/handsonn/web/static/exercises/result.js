// What came of a check: what holds, the first thing that does not yet, what was measured and printed.

import { inWords, make } from "/static/exercises/elements.js";
import { sentence } from "/static/sentence.js";

const MOST_PRINTED = 12;

/** Draw a result. code: the learner's, in which names are looked up. next: the exercise to go on with, or null. */
export function drawResult(place, result, code, next) {
  const parts = result.passed
    ? [head("✓ Passed", "verdict passed"), checks(result), ...figures(result), ...afterwards(result, next)]
    : [head("Not right yet", "verdict"), checks(result), failure(result.failure, code), ...figures(result)];
  place.replaceChildren(...parts, ...printed(result));
}

function head(words, className) {
  return make("h2", { className }, words);
}

function afterwards(result, next) {
  const text = make("div", { className: "afterwards" });
  text.innerHTML = result.afterwards; // the server made it of Markdown, with all HTML in it escaped
  return [
    text,
    next ? make("p", {}, make("a", { className: "primary", href: next.address }, `Next exercise: ${next.title}`)) : make("p", {}, "That was the last one: all exercises are passed."),
  ];
}

function failure({ sentence: words, line, code: culprit, lab }, code) {
  const isQuoted = culprit && !words.includes(culprit);
  return make("div", { className: "failure" },
    make("p", {}, ...inWords(begun(words, code))),
    isQuoted ? make("p", { className: "culprit" }, make("span", { className: "line-number" }, `line ${line}`), make("code", {}, culprit)) : null,
    lab ? make("p", {}, "The lab ", make("a", { href: lab.address }, lab.title), " shows it.") : null);
}

/** Begin with a capital, but leave a name of the learner's own as it is. */
function begun(text, code) {
  const first = text.split(" ", 1)[0].replace(/[.,:;]$/, "");
  return text.startsWith("`") || first.includes("(") || code.includes(`def ${first}(`) ? text : sentence(text);
}

function checks(result) {
  const items = result.held.map((words) => make("li", { className: "held" }, mark("✓", "holds: "), words));
  if (result.failure) {
    items.push(make("li", { className: "open" }, mark("→", "not yet: "), result.failure.check || "your file"));
    const later = result.of - result.held.length - 1;
    if (later > 0) items.push(make("li", { className: "quiet" }, mark("·", ""), later === 1 ? "one more check waits for this one" : `${later} more checks wait for this one`));
  }
  return make("ul", { className: "checks" }, ...items);
}

function mark(sign, words) {
  return make("span", { className: "sign" }, make("span", { ariaHidden: "true" }, sign), make("span", { className: "unseen" }, words));
}

function figures(result) {
  const bars = result.measurements.map(figure);
  const told = result.told.map((words) => make("p", {}, ...inWords(words)));
  return bars.length || told.length ? [make("div", { className: "figures" }, ...bars, ...told)] : [];
}

function figure(each) {
  const words = make("p", {}, `${each.what}: `, make("b", {}, each.value), each.wanted ? make("span", { className: each.reached ? "quiet" : "short" }, ` (${each.wanted}${each.reached ? "" : ", not reached"})`) : null);
  return make("div", { className: "figure" }, words, each.bar === null ? null : bar(each));
}

function bar({ bar: value, bounds, reached }) {
  const fill = make("span", { className: reached ? "fill" : "fill short" });
  fill.style.width = `${100 * value}%`;
  const ticks = bounds.map((bound) => {
    const tick = make("span", { className: "tick" });
    tick.style.left = `${100 * bound}%`;
    return tick;
  });
  return make("div", { className: "bar-of", ariaHidden: "true" }, fill, ...ticks);
}

function printed({ printed: lines }) {
  if (!lines.length) return [];
  const shown = make("pre", { className: "code", tabIndex: 0 }, lines.slice(-MOST_PRINTED).join("\n"));
  return [make("details", { open: true }, make("summary", {}, lines.length > MOST_PRINTED ? `What your code printed, the last ${MOST_PRINTED} lines` : "What your code printed"), shown)];
}
