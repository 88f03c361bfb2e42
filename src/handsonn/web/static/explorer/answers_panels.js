// The panels of places, generated samples, numbers of the code, and groups: each draws one answer.

import { html, number } from "/workbench/pictures/axes.js";
import { BARS, cellTable } from "./samples_panel.js";
import { countOf, frameRow, roundTripBars, thumbnail } from "./thumbnails.js";

/** A place of the map, decoded: its own code, or a blend of the ten nearest codes; and those ten. heads: of a table, or []. */
export function drawBlend(host, blend, heads) {
  const away = blend.round_trips.values[0], what = blend.exact ? "This place, decoded" : "A blend, decoded";
  const near = html("div", { class: "frames wide" });
  for (let at = 0; at < countOf(blend.near); at += 1) {
    const words = `sample ${blend.rows.values[at]}${blend.labels[at] ? `, ${blend.labels[at]}` : ""}`, share = `${Math.round(blend.weights.values[at] * 100)}%`;
    near.append(html("span", { class: "frame", title: words }, thumbnail(blend.near, at, 42, words), html("small", {}, blend.exact ? blend.labels[at] : share)));
  }
  const told = html("div", { class: "told" }, html("strong", {}, what), html("span", { class: "quiet" }, `round trip ${number(away)}`), html("span", { class: "quiet" }, `usual ${number(blend.usual_round_trip)}`));
  host.replaceChildren(
    html("div", { class: "sample-line" }, thumbnail(blend.frames, 0, 110, what), told), ...farWords(blend),
    html("h2", {}, blend.exact ? "The ten nearest dots" : "Made of these, by their shares"), near,
    ...(heads.length ? [html("p", { class: "hint" }, BARS), cellTable(heads, [["decoded", blend.frames.cells[0]], ["nearest dot", blend.near.cells[0]]], "Features of this place and of the nearest dot")] : []),
  );
}

/** A place far from every dot is one that the decoder has not learnt; a blend is of dots that lie elsewhere. */
function farWords({ exact, distance, usual_distance: usual }) {
  if (!(distance > usual)) return [];
  const times = usual > 0 ? `, ${number(distance / usual)} times as far as 99 of 100 dots are from their nearest` : "";
  return [html("p", { class: "hint warn far-place" }, `Far from every sample: the nearest dot is ${number(distance)} away on the map${times}. ${exact ? "The decoder has learnt nothing here." : "What is shown belongs to those dots rather than to this place."}`)];
}

/** The plane of a code of two numbers, decoded place by place as the map shows it. */
export function drawPlane(host, { frames, columns }) {
  const grid = html("div", { class: "plane", role: "img", "aria-label": "decoded places of the map, from left to right and from top to bottom", style: `grid-template-columns: repeat(${columns}, 1fr)` });
  for (let at = 0; at < countOf(frames); at += 1) grid.append(thumbnail(frames, at, 18));
  host.replaceChildren(grid, html("p", { class: "hint" }, "Each small image is what the decoder makes of that place of the map: left and right, above and below as there."));
}

/** Generated samples, each above the real one that is nearest. */
export function drawGenerated(host, made) {
  const bars = roundTripBars(made.round_trips, made.usual_round_trip), grid = html("div", { class: "pairs" });
  let copies = 0;
  for (let at = 0; at < countOf(made.frames); at += 1) {
    const distance = made.distances.values[at], close = distance < made.usual_distance / 2;
    copies += close ? 1 : 0;
    const words = `generated sample ${at + 1}, round trip ${number(made.round_trips.values[at])}`, real = `nearest real: sample ${made.rows.values[at]}${made.labels[at] ? `, ${made.labels[at]}` : ""}, distance ${number(distance)}`;
    const one = frameRow(slice(made.frames, at), 48, { under: () => bars(at), words: () => words });
    grid.append(html("div", { class: "generated", title: `${words}; ${real}` }, one, thumbnail(made.near, at, 48, real), html("small", { class: close ? "warn" : "" }, number(distance))));
  }
  const source = made.prior ? "Codes were drawn from the standard normal that a variational autoencoder is trained towards." : "Codes were drawn from a density fitted on the training samples' codes.";
  const copying = copies ? `${copies} of them lie less than half as far from a training sample as real ones usually do: nearly copies.` : "None is a copy: none lies nearer to a training sample than half of that.";
  host.replaceChildren(grid, html("p", { class: "hint" }, `${source} Above: generated, with its round trip; below: the nearest real sample and its distance (a held-out sample's is usually ${number(made.usual_distance)}). ${copying} Crosses on the map show where they lie.`));
}

function slice(pictures, at) {
  const array = pictures.kind === "image" ? pictures.pixels : pictures.values, size = array.values.length / array.shape[0];
  const part = { values: array.values.subarray(at * size, (at + 1) * size), shape: [1, ...array.shape.slice(1)] };
  return pictures.kind === "image" ? { kind: "image", pixels: part } : { kind: "profile", values: part };
}

/** A number of the code moved over its range. */
export function drawTraversal(host, found, dimension) {
  const count = countOf(found.frames), bars = roundTripBars(found.round_trips, found.usual_round_trip);
  const words = (at) => `number ${dimension + 1} at ${number(found.values.values[at])}`;
  const row = frameRow(found.frames, 30, { under: bars, words });
  host.replaceChildren(row, html("div", { class: "ends" }, html("small", {}, number(found.values.values[0])), html("small", {}, number(found.values.values[count - 1]))),
    html("div", { class: "three" }, ...[0, Math.floor(count / 2), count - 1].map((at) => html("figure", {}, thumbnail(found.frames, at, 84, words(at)), html("figcaption", {}, number(found.values.values[at]))))));
}

/** Two groups: how many, of which classes, and where they differ. */
export function drawGroups(host, found) {
  const [one, other] = found.counts, name = found.rest ? "all others" : "the first group";
  const [first, second] = found.rest ? ["these", "all others"] : ["first", "second"];
  const parts = [html("p", {}, found.rest ? `${one.toLocaleString("en")} samples inside the line, compared with ${name} (${other.toLocaleString("en")}).` : `First group ${one.toLocaleString("en")}, second ${other.toLocaleString("en")} samples.`)];
  if (found.means) parts.push(html("div", { class: "three" }, ...[first, second].map((words, at) => html("figure", {}, thumbnail({ kind: "image", pixels: found.means }, at, 84, `mean image of ${words}`), html("figcaption", {}, `mean of ${words}`))), html("figure", {}, differences(found.away, 84), html("figcaption", {}, `apart, up to ${number(found.largest)} σ`))), html("p", { class: "hint" }, `Blue: a larger value in ${first}; orange: a smaller one. σ: standard deviations of that pixel over all samples.`));
  if (found.mix.length) parts.push(mixTable(found.mix, first, second));
  if (found.features.length) parts.push(featureTable(found.features, first, second));
  host.replaceChildren(...parts);
}

function differences({ values, shape }, side) {
  const [rows, columns, parts = 1] = shape, canvas = html("canvas", { class: "thumbnail image", role: "img", "aria-label": "where the mean images differ", width: columns, height: rows });
  const context = canvas.getContext("2d"), style = getComputedStyle(document.body), top = Math.max(0.3, ...values.map(Math.abs));
  for (let pixel = 0; pixel < rows * columns; pixel += 1) {
    let away = 0;
    for (let part = 0; part < parts; part += 1) away += values[pixel * parts + part] / parts;
    context.globalAlpha = Math.min(1, Math.abs(away) / top);
    context.fillStyle = style.getPropertyValue(away > 0 ? "--blue" : "--orange");
    context.fillRect(pixel % columns, Math.floor(pixel / columns), 1, 1);
  }
  Object.assign(canvas.style, { height: `${side}px`, width: `${(side * columns) / rows}px` });
  return canvas;
}

function percent(share) {
  return share > 0 && share < 0.01 ? "< 1%" : `${Math.round(share * 100)}%`;
}

function mixTable(mix, first, second) {
  const body = mix.map((row) => html("tr", {}, html("th", { scope: "row" }, row.name), html("td", { class: "with-bar" }, html("i", { style: `width: ${row.first * 100}%` }), percent(row.first)), html("td", {}, percent(row.second))));
  return html("table", {}, html("thead", {}, html("tr", {}, ...["class", first, second].map((words) => html("th", { scope: "col" }, words)))), html("tbody", {}, ...body));
}

function featureTable(features, first, second) {
  const body = features.map((row) => html("tr", {}, html("th", { scope: "row", title: row.name }, row.name), html("td", {}, number(row.first)), html("td", {}, number(row.second)), html("td", {}, `${row.away > 0 ? "+" : "−"}${number(Math.abs(row.away))} σ`)));
  return html("div", { class: "values", tabindex: "0", "aria-label": "Features that differ most" }, html("table", {}, html("thead", {}, html("tr", {}, ...["feature", `mean of ${first}`, `of ${second}`, "apart"].map((words) => html("th", { scope: "col" }, words)))), html("tbody", {}, ...body)));
}
