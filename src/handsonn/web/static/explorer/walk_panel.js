// A walk between two codes, frame by frame, with the step that is shown now.

import { html, number } from "/workbench/pictures/axes.js";
import { countOf, frameRow, roundTripBars, thumbnail } from "./thumbnails.js";

const byId = (id) => document.getElementById(id);

/** Show a walk. names: of its ends. moved(step): the step that is shown changes. Returns show(step). */
export function drawWalk(walk, names, moved) {
  const count = countOf(walk.frames), bars = roundTripBars(walk.round_trips, walk.usual_round_trip);
  const words = (index) => `step ${index + 1} of ${count}, round trip ${number(walk.round_trips.values[index])}`;
  const show = (step, told = true) => {
    byId("frame").value = String(step);
    byId("frame-said").textContent = `${step + 1} of ${count}`;
    for (const [at, box] of [...byId("walk-frames").querySelectorAll(".frame")].entries()) box.setAttribute("aria-pressed", String(at === step));
    byId("walk-frame").replaceChildren(thumbnail(walk.frames, step, walk.frames.kind === "image" ? 92 : 48, words(step)), html("p", { class: "hint" }, frameWords(walk, step)));
    if (told) moved(step);
  };
  byId("walk").hidden = false;
  byId("walk-from").textContent = names[0];
  byId("walk-to").textContent = names[1];
  byId("walk-frames").replaceChildren(frameRow(walk.frames, 30, { under: bars, choose: (step) => show(step), chosen: 0, words }));
  byId("walk-words").textContent = `Bars: how far encoding a frame leads away from its code; the line is usual for real samples. ${jumpWords(walk.jumps)}`;
  show(Math.floor(count / 2));
  return show;
}

function frameWords(walk, step) {
  const away = walk.round_trips.values[step], usual = walk.usual_round_trip;
  const much = away > usual * 2 ? "the decoder draws here what its own encoder takes for something else" : "about as for real samples";
  const jumped = walk.breaks.values[step] ? " The path jumps on the map before this step." : "";
  return `Round trip ${number(away)} of the codes' spread (usual ${number(usual)}): ${much}.${jumped}`;
}

function jumpWords(jumps) {
  if (!jumps) return "On the map the path goes on without a jump.";
  return `On the map the path jumps ${jumps === 1 ? "once" : `${jumps} times`}: the dots are not joined there, for the codes between are not on the map.`;
}

/** Take the walk away. */
export function hideWalk() {
  byId("walk").hidden = true;
}
