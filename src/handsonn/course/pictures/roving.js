// Many cells, one tab stop: arrows move between them, Enter or Space or a click picks, the told line tells.

import { attributes } from "./stage.js";

const GROUPS = new WeakMap();

/**
 * Make the children of a group with data-cell reachable. Call it at each drawing.
 * options: count; columns (or move(index, event) -> index); tell(index) -> text; pick(index) or null; selected
 * (an index, or null); rest: what is told when nothing is hovered, focused or selected.
 */
export function roving(one, group, options) {
  let state = GROUPS.get(group);
  if (!state) {
    state = { at: null, hovered: null, focused: null };
    GROUPS.set(group, state);
    one.tellers = [...(one.tellers ?? []), state];
    listen(one, group, state);
  }
  Object.assign(state, { options, chosen: options.selected ?? null });
  if (state.at === null || state.at >= options.count) state.at = Math.min(state.chosen ?? 0, options.count - 1);
  for (const name of ["hovered", "focused"]) if (state[name] >= options.count) state[name] = null;
  settle(group, state);
  tell(one);
}

function settle(group, state) {
  for (const cell of group.querySelectorAll("[data-cell]")) {
    const index = Number(cell.dataset.cell), chosen = index === state.chosen;
    cell.classList.toggle("chosen", chosen);
    attributes(cell, {
      tabindex: index === state.at ? "0" : "-1",
      role: state.options.pick ? "button" : "img",
      "aria-pressed": state.options.pick ? String(chosen) : null,
      "aria-label": state.options.tell(index),
    });
  }
}

/** Tell of what is hovered in any group of the stage, else of what has the focus, else of what is chosen. */
function tell(one) {
  const found = ["hovered", "focused", "chosen"].flatMap((way) => one.tellers.filter((state) => state[way] !== null).map((state) => state.options.tell(state[way])));
  const text = found[0] ?? one.tellers[0].options.rest ?? "";
  if (one.told.textContent !== text) one.told.textContent = text;
}

// The stage listens, not the group: Chromium lets the Tab key stop at an SVG group that hears of focus.
function listen(one, group, state) {
  const hear = (name, act) => one.element.addEventListener(name, (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell && group.contains(cell)) act(Number(cell.dataset.cell), event);
  });
  hear("pointerover", (index) => { state.hovered = index; tell(one); });
  group.addEventListener("pointerleave", () => { state.hovered = null; tell(one); });
  hear("focusin", (index) => { state.focused = index; tell(one); });
  hear("focusout", () => { state.focused = null; tell(one); });
  hear("click", (index) => pick(one, group, state, index));
  hear("keydown", (index, event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick(one, group, state, index);
      return;
    }
    const next = (state.options.move ?? gridMove(state.options))(index, event);
    if (next === null || next < 0 || next >= state.options.count) return;
    event.preventDefault();
    state.at = next;
    settle(group, state);
    group.querySelector(`[data-cell="${next}"]`).focus({ preventScroll: false });
  });
}

function pick(one, group, state, index) {
  state.at = index;
  if (state.options.pick) state.chosen = index;
  settle(group, state);
  tell(one);
  state.options.pick?.(index);
}

function gridMove({ columns, count }) {
  return (index, event) => {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return null;
    const column = index % columns, end = Math.min(count, index - column + columns) - 1;
    switch (event.key) {
      case "ArrowRight": return index < end ? index + 1 : null;
      case "ArrowLeft": return column > 0 ? index - 1 : null;
      case "ArrowDown": return index + columns;
      case "ArrowUp": return index - columns;
      case "Home": return index - column;
      case "End": return end;
      default: return null;
    }
  };
}
