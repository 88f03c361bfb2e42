// A regression's predictions against the truth: a dot per test sample, on the line is right.

import { frame, svg } from "/workbench/pictures/axes.js";
import { inFull, missedBy, valueAxis } from "/static/workbench/numbers.js";

const NEAR = 14; // pixels between the pointer and a dot that is meant

/** Draw the dots; the row, truth and prediction of the nearest one stand below. */
export function scatter(host, facts) {
  const width = Math.min(host.clientWidth || 420, 560), height = 250, name = facts.target || "target";
  const all = [...facts.truth, ...facts.predicted], low = Math.min(...all), high = Math.max(...all), room = (high - low) * 0.04 || 1;
  const ends = { low: low - room, high: high + room }, axis = (words) => valueAxis(words, ends.low, ends.high);
  const { group, x, y } = frame(width, height, axis(`true ${name}`), axis(`predicted ${name}`), [], [], { right: 28 });
  const dots = facts.truth.map((truth, index) => svg("circle", { cx: x(truth), cy: y(facts.predicted[index]), r: 3, class: "dot blue" }));
  const line = svg("line", { x1: x(ends.low), y1: y(ends.low), x2: x(ends.high), y2: y(ends.high), class: "mark" });
  const words = `Predicted against true ${name} of ${facts.truth.length} test samples; the dotted line is exactly right.`;
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": words }, group, line, ...dots);
  const told = Object.assign(document.createElement("p"), { className: "hint", textContent: "Point at a dot: its row and its values. The dotted line is exactly right." });
  root.addEventListener("pointermove", (event) => {
    const box = root.getBoundingClientRect(), at = nearest(event.clientX - box.left, event.clientY - box.top);
    if (at === null) return;
    root.querySelector(".chosen")?.classList.remove("chosen");
    dots[at].classList.add("chosen");
    const [truth, said] = [facts.truth[at], facts.predicted[at]];
    told.textContent = `Row ${facts.rows[at]}: true ${inFull(truth, 5)}, predicted ${inFull(said, 5)}: ${missedBy(truth - said)}.`;
  });
  function nearest(px, py) {
    let best = null, least = NEAR * NEAR;
    facts.truth.forEach((truth, index) => {
      const away = (x(truth) - px) ** 2 + (y(facts.predicted[index]) - py) ** 2;
      if (away < least) [best, least] = [index, away];
    });
    return best;
  }
  host.replaceChildren(root, told);
}
