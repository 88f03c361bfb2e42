// A table: numbers right-aligned, the first column names the rows.

import { html, number } from "./axes.js";
import { attributes, children } from "./stage.js";

const TABLES = new WeakMap();

/** Draw the table into host; called again with each new result: cells stay, only what they say changes. */
export function table(host, picture, api) {
  let kept = TABLES.get(host);
  if (kept?.box.parentNode !== host) {
    kept = madeTable();
    TABLES.set(host, kept);
    host.replaceChildren(kept.box);
  }
  Object.assign(kept, { picture, api });
  attributes(kept.box, { style: `max-height: ${picture.height}px`, "aria-label": picture.description || picture.title });
  const numeric = picture.columns.map((_, column) => column > 0 && picture.rows.every((row) => row[column] === null || typeof row[column] === "number"));
  children(kept.head, picture.columns.length, () => html("th", { scope: "col" }), (cell, column) => {
    cell.textContent = picture.columns[column];
    cell.classList.toggle("number", numeric[column]);
  });
  children(kept.body, picture.rows.length, (row) => html("tr", { "data-row": String(row) }), (row, index) => putRow(row, index, picture, numeric));
  kept.at = Math.min(kept.at ?? picture.highlighted[0] ?? 0, picture.rows.length - 1);
  oneStop(kept);
}

/** Rows that can be chosen are one stop of the Tab key; arrows move between them. */
function oneStop({ body, at, picture }) {
  Array.from(body.children).forEach((row, index) => attributes(row, { tabindex: picture.sets ? (index === at ? "0" : "-1") : null }));
}

function madeTable() {
  const head = html("tr", {}), body = html("tbody", {});
  const box = html("div", { class: "table-box", tabIndex: 0, role: "region" }, html("table", {}, html("thead", {}, head), body));
  const kept = { box, head, body, at: null };
  const pick = (event) => {
    const row = event.target.closest("tr[data-row]");
    if (row && kept.picture.sets) kept.api.set(kept.picture.sets, Number(row.dataset.row));
    return Boolean(row && kept.picture.sets);
  };
  body.addEventListener("click", pick);
  body.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && pick(event)) event.preventDefault();
    const next = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!next || !kept.picture.sets) return;
    event.preventDefault();
    const row = event.target.closest("tr")[next];
    if (!row) return;
    kept.at = Number(row.dataset.row);
    oneStop(kept);
    row.focus();
  });
  return kept;
}

function putRow(row, index, picture, numeric) {
  const highlighted = picture.highlighted.includes(index);
  row.classList.toggle("highlighted", highlighted);
  attributes(row, { "aria-current": highlighted ? "true" : null });
  row.classList.toggle("clickable", Boolean(picture.sets));
  children(row, picture.columns.length, (column) => html(column ? "td" : "th", column ? {} : { scope: "row" }), (cell, column) => {
    const entry = picture.rows[index][column];
    cell.textContent = entry === null ? "-" : typeof entry === "number" ? entryNumber(entry) : String(entry);
    cell.classList.toggle("number", numeric[column]);
    attributes(cell, { title: typeof entry === "number" && !Number.isInteger(entry) ? String(entry) : null });
  });
}

/** Whole numbers as they are, with separators; others with three digits. */
function entryNumber(value) {
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? value.toLocaleString("en") : number(value);
}
