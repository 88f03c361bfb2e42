// The samples A and B: what they are, and what is left of them after the decoder.

import { html, number } from "/workbench/pictures/axes.js";
import { thumbnail } from "./thumbnails.js";

const SIDE = 76;
/** What a row of a table is drawn as. */
export const BARS = "Bars: the features in order; up is above the mean, down below; the edge is 3 standard deviations.";

/**
 * Draw the picked samples. found: answers of "sample" for A and B, as far as they are. heads: of a table, or [].
 * more: further columns of its values, such as [["pointer", cells]].
 */
export function drawPair(host, found, heads, more = []) {
  host.classList.toggle("of-table", heads.length > 0);
  const lines = found.map((one, turn) => line(one, turn, heads.length ? 34 : SIDE));
  host.replaceChildren(...lines, ...(heads.length ? [valueTable(found, heads, more)] : []));
}

function line(one, turn, side) {
  const name = "AB"[turn], pictures = [framed(one.real, `sample ${one.row}`, side, "sample")];
  if (one.decoded) pictures.push(framed(one.decoded, `reconstruction of sample ${one.row}`, side, "decoded"));
  const told = html("div", { class: "told" }, html("strong", {}, `${name}: sample ${one.row}`), one.label ? html("span", {}, one.label) : "");
  if (one.error !== null) told.append(html("span", { class: "quiet" }, `error ${number(one.error)}`), html("span", { class: "quiet" }, `median ${number(one.usual_error)}`));
  told.append(html("span", { class: "quiet" }, one.held_out ? "held out of training" : "was in training"));
  return html("div", { class: "sample-line" }, ...pictures, told);
}

function framed(pictures, words, side, caption) {
  return html("figure", {}, thumbnail(pictures, 0, side, words), html("figcaption", {}, caption));
}

/** The features of a table's rows beside each other: under the pointer, A and B, each with its reconstruction. */
function valueTable(found, heads, more) {
  const columns = [];
  found.forEach((one, turn) => {
    columns.push(["AB"[turn], one.real.cells[0]]);
    if (one.decoded) columns.push([`${"AB"[turn]}\u2032`, one.decoded.cells[0]]);
  });
  columns.push(...more);
  if (!columns.length) return html("span", {});
  return html("div", {}, html("p", { class: "hint" }, `${BARS} A′, B′: decoded.`), cellTable(heads, columns, "Features of the samples; A′ and B′ are decoded"));
}

/** A row for each feature. columns: [name, cells] each; label: what a screen reader says. */
export function cellTable(heads, columns, label) {
  const head = html("tr", {}, html("th", { scope: "col" }, "feature"), ...columns.map(([name]) => html("th", { scope: "col" }, name)));
  const rows = heads.map((name, at) => html("tr", {}, html("th", { scope: "row", title: name }, name), ...columns.map(([, cells]) => html("td", {}, short(cells[at])))));
  return html("div", { class: "values", tabindex: "0", "aria-label": label }, html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows)));
}

/** Three figures; years and other numbers below 10,000 without a comma, as the table itself has them. */
function short(text) {
  const value = Number(String(text).replaceAll(",", ""));
  if (text === "") return "–";
  if (!Number.isFinite(value) || Number.isInteger(value)) return text;
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en", { useGrouping: Math.abs(value) >= 10_000 }) : number(value);
}
