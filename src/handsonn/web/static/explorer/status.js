// What is being done, how far it is, and how far the map can be trusted.

import { sentence } from "/static/sentence.js";
import { number } from "/workbench/pictures/axes.js";

const byId = (id) => document.getElementById(id);
const ALIKE = 1.05; // errors closer than this are about the same
const STOPPABLE = new Set(["training", "mapping", "measuring", "fitting"]);

/** Show one sentence of what is wrong; "" takes it away. */
export function problemShown(text) {
  byId("problem").hidden = !text;
  byId("problem").textContent = text ? sentence(text) : "";
  if (text.includes("Leave columns out")) byId("without-field").open = true; // it is what helps
}

/** Show the state of the server's work. */
export function showStatus(facts) {
  const idle = facts.stage === "idle" || facts.stage === "ended", bar = byId("progress");
  byId("status-words").textContent = idle ? atRest(facts) : `${facts.sentence}${left(facts.seconds_left)}`;
  byId("status").dataset.stage = facts.stage;
  bar.hidden = idle;
  if (facts.share === null || facts.share === undefined) bar.removeAttribute("value");
  else bar.value = facts.share;
  byId("stop").hidden = !STOPPABLE.has(facts.stage);
  byId("train").textContent = facts.space?.ended === "interrupted" ? "Train anew" : "Train";
  if (facts.problem) problemShown(facts.problem);
  byId("trust").replaceChildren(...trust(facts.map));
}

function atRest({ space, notes, stage }) {
  if (stage === "ended") return "This explorer has ended.";
  if (!space) return notes.map((note) => sentence(note)).join(" ");
  const size = space.latent_dim === 1 ? "1 number" : `${space.latent_dim} numbers`;
  const error = space.held_out_error === null ? "" : `; held-out error ${number(space.held_out_error)}${beside(space.pca_error, space.held_out_error)}`;
  const stopped = space.ended === "interrupted" ? ` (stopped after ${space.epochs_done} of ${space.epochs} epochs)` : "";
  return [`${space.name}: ${space.samples.toLocaleString("en")} samples of ${space.features.toLocaleString("en")} numbers as codes of ${size}, by ${space.source}${stopped}${error}.`, ...[...notes, ...space.notes].map((note) => sentence(note))].join(" ");
}

/** PCA is the baseline that any autoencoder should beat. */
function beside(error, own) {
  if (error === null || error === undefined) return "";
  const worse = own > error * ALIKE ? ", which is less: the network is not worth its trouble here; more epochs may help" : "";
  return ` (PCA with as many components: ${number(error)}${worse})`;
}

function left(seconds) {
  if (seconds === null || seconds === undefined || seconds < 1) return "";
  return seconds < 90 ? `, ${Math.round(seconds)} s left` : `, ${Math.round(seconds / 60)} min left`;
}

/** A projection shows a share of the codes' spread on each axis. */
function variance({ method, dimensions, facts }) {
  if (method !== "pca" || !(facts?.explained_1 >= 0)) return "";
  const shares = Array.from({ length: dimensions }, (_, axis) => `${Math.round(facts[`explained_${axis + 1}`] * 100)}%`);
  return ` The axes show ${shares.slice(0, -1).join(", ")} and ${shares.at(-1)} of the codes' variance.`;
}

function trust(map) {
  if (!map?.trust_in_words) return [];
  const { trustworthiness, continuity, kept_neighbours: kept, chance, anchors, spread } = map.trust;
  const drawn = spread > 0 ? ` (both ± ${spread.toFixed(3)}, by ${anchors.toLocaleString("en")} random points)` : "";
  const figures = document.createElement("span");
  figures.className = "figures";
  figures.textContent = `trustworthiness ${trustworthiness.toFixed(3)} · continuity ${continuity.toFixed(3)}${drawn} · ${map.k} nearest neighbours kept ${(kept * 100).toFixed(kept < 0.1 ? 1 : 0)}% (by chance ${(chance * 100).toFixed(chance < 0.01 ? 2 : 1)}%)`;
  return [figures, ` ${map.trust_in_words}${variance(map)}`];
}
