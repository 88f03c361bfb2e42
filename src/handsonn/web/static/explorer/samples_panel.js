// The samples A and B: what they are, and what is left of them after the decoder.

import { html, number } from "/workbench/pictures/axes.js";
import { thumbnail } from "./thumbnails.js";

const SIDE = 76;

/** Draw the picked samples. found: answers of "sample" for A and B, as far as they are; pointer: for tables, or null. */
export function drawPair(host, found, heads, pointer = null) {
  if (heads.length) return host.replaceChildren(...found.map((one, turn) => line(one, turn, 40)), valueTable(found, heads, pointer));
  host.replaceChildren(...found.map((one, turn) => line(one, turn, SIDE)));
  return undefined;
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
function valueTable(found, heads, pointer) {
  const columns = [];
  if (pointer) columns.push(["pointer", pointer.real.cells[0]]);
  found.forEach((one, turn) => {
    columns.push(["AB"[turn], one.real.cells[0]]);
    if (one.decoded) columns.push([`${"AB"[turn]} decoded`, one.decoded.cells[0]]);
  });
  if (!columns.length) return html("span", {});
  const head = html("tr", {}, html("th", { scope: "col" }, "feature"), ...columns.map(([name]) => html("th", { scope: "col" }, name)));
  const rows = heads.map((name, at) => html("tr", {}, html("th", { scope: "row", title: name }, name), ...columns.map(([, cells]) => html("td", {}, short(cells[at])))));
  return html("div", { class: "values", tabindex: "0", "aria-label": "Features of the samples" }, html("table", {}, html("thead", {}, head), html("tbody", {}, ...rows)));
}

function short(text) {
  const value = Number(String(text).replaceAll(",", ""));
  return text === "" ? "–" : Number.isFinite(value) && !Number.isInteger(value) ? number(value) : text;
}
