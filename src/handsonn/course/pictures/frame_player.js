// A slider over the frames of a picture, with a play button; no request to the server.

import { html } from "./axes.js";

const ROOM = 30;
const MILLISECONDS = 110;

/** The player of this stage, made once. changed() draws the chosen frame. */
export function framePlayer(one, names, changed) {
  one.framePlayer ??= madePlayer(one);
  Object.assign(one.framePlayer.state, { names, changed });
  return one.framePlayer;
}

function madePlayer(one) {
  const state = { at: null, playing: 0, names: [], changed: null };
  const slider = html("input", { type: "range", min: "0", step: "1", "aria-label": "frame" });
  const button = html("button", { type: "button", class: "play" }), shown = html("output", {});
  const row = html("div", { class: "frames", hidden: true }, button, slider, shown);
  one.element.insertBefore(row, one.told);
  const write = () => {
    slider.value = String(state.at);
    slider.setAttribute("aria-valuetext", state.names[state.at] ?? "");
    shown.textContent = state.names[state.at] ?? "";
    button.textContent = state.playing ? "❚❚" : "▶";
    button.setAttribute("aria-label", state.playing ? "pause" : "play the frames");
  };
  const go = (index) => {
    state.at = index;
    write();
    state.changed();
  };
  slider.addEventListener("input", () => { stop(state); go(Number(slider.value)); });
  button.addEventListener("click", () => {
    if (state.playing) stop(state);
    else play(one, state, go);
    write();
  });
  return {
    state,
    frame: () => state.at,
    name: () => state.names[state.at] ?? "",
    height: () => (row.hidden ? 0 : ROOM),
    put(frames) {
      // A reader at the last frame stays at the last one, however many the next result has.
      const last = state.at === null || state.at === state.frames - 1;
      state.frames = frames;
      state.at = last ? frames - 1 : Math.min(state.at, frames - 1);
      row.hidden = frames < 2;
      slider.max = String(frames - 1);
      write();
    },
  };
}

function stop(state) {
  cancelAnimationFrame(state.playing);
  state.playing = 0;
}

/** From the chosen frame to the last; from the first where the last is chosen. Less motion: bigger steps. */
function play(one, state, go) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const stride = still ? Math.max(1, Math.ceil(state.frames / 4)) : 1, wait = still ? 1000 : MILLISECONDS;
  let shownAt = -Infinity, again = state.at === state.frames - 1;
  const tick = (now) => {
    if (!one.element.isConnected) return stop(state);
    state.playing = requestAnimationFrame(tick);
    if (now - shownAt < wait) return;
    shownAt = now;
    const next = again ? 0 : Math.min(state.at + stride, state.frames - 1);
    again = false;
    if (next === state.frames - 1) stop(state);
    go(next);
  };
  state.playing = requestAnimationFrame(tick);
}
