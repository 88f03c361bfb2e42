// The confusion matrix: a row per true class; a click on a cell, or Enter, shows its samples.

import { svg } from "/workbench/pictures/axes.js";
import { shortened } from "/static/workbench/distributions.js";

const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

/** Draw the matrix; opened(true, predicted) is called for a chosen cell. */
export function matrix(host, confusion, opened) {
  const { names, counts } = confusion, many = names.length;
  const left = Math.min(110, 30 + 6.5 * Math.max(...names.map((name) => name.length))), top = 22;
  const cell = Math.max(9, Math.min(36, ((host.clientWidth || 420) - left - 6) / many));
  const tall = Math.min(cell, 24), width = left + cell * many + 4, height = top + tall * many + 32;
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Confusion matrix: a row per true class, a column per predicted class. Arrow keys move, Enter shows the samples." });
  counts.forEach((row, truth) => {
    const total = Math.max(1, row.reduce((sum, count) => sum + count, 0));
    if (tall >= 11) root.append(svg("text", { x: left - 6, y: top + truth * tall + tall / 2 + 4, "text-anchor": "end", class: "tick" }, shortened(names[truth], 14)));
    row.forEach((count, said) => root.append(cellOf(count, total, truth, said)));
  });
  function cellOf(count, total, truth, said) {
    const words = `true ${names[truth]}, predicted ${names[said]}: ${count} of ${total}`;
    const strength = count ? Math.round(20 + 80 * Math.sqrt(count / total)) : 0;
    const group = svg("g", { class: `cell ${truth === said ? "right" : "wrong"} ${strength > 60 ? "strong" : ""}`, role: "button", tabindex: truth === 0 && said === 0 ? 0 : -1, "aria-label": words, "data-truth": truth, "data-said": said });
    group.append(svg("title", {}, words), svg("rect", { x: left + said * cell + 0.5, y: top + truth * tall + 0.5, width: cell - 1, height: tall - 1, rx: 2, style: `--strength: ${strength}%` }));
    if (cell >= 20) group.append(svg("text", { x: left + said * cell + cell / 2, y: top + truth * tall + tall / 2 + 4, "text-anchor": "middle", class: "count" }, count || "·"));
    return group;
  }
  heads(root, names, left, top, cell, height);
  const choose = (group) => {
    root.querySelector(".chosen")?.classList.remove("chosen");
    group.classList.add("chosen");
    opened(Number(group.dataset.truth), Number(group.dataset.said));
  };
  root.addEventListener("click", (event) => event.target.closest(".cell") && choose(event.target.closest(".cell")));
  root.addEventListener("keydown", (event) => move(event, root, many, choose));
  host.replaceChildren(root);
}

function heads(root, names, left, top, cell, height) {
  names.forEach((name, index) => {
    const fits = Math.floor(cell / 7);
    if (cell >= 14) root.append(svg("text", { x: left + index * cell + cell / 2, y: top - 6, "text-anchor": "middle", class: "tick" }, shortened(name, Math.max(2, fits)), svg("title", {}, name)));
  });
  root.append(
    svg("text", { x: left + (names.length * cell) / 2, y: height - 10, "text-anchor": "middle", class: "axis" }, "predicted class (samples)"),
    svg("text", { transform: `translate(11 ${top + (height - top - 32) / 2}) rotate(-90)`, "text-anchor": "middle", class: "axis" }, "true class"),
  );
}

function move(event, root, many, choose) {
  const group = event.target.closest(".cell");
  if (!group) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(group);
  }
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const truth = Math.min(many - 1, Math.max(0, Number(group.dataset.truth) + step[0]));
  const said = Math.min(many - 1, Math.max(0, Number(group.dataset.said) + step[1]));
  const next = root.querySelector(`[data-truth="${truth}"][data-said="${said}"]`);
  group.setAttribute("tabindex", -1);
  next.setAttribute("tabindex", 0);
  next.focus();
}
