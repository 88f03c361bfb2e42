/** Sorting of the table of runs, and the box that shows all columns. */

const table = document.querySelector("table.runs");
const showAside = document.querySelector("#show-aside");

/** Compare two cells: numbers as numbers, words as words, empty cells last. */
function compare(a, b, numeric, sign) {
  if (!a || !b) return Number(!a) - Number(!b);
  return sign * (numeric ? Number(a) - Number(b) : a.localeCompare(b, undefined, { numeric: true }));
}

/** Sort by the column of a heading; the first click gives the largest number or the first word on top. */
function sortBy(head) {
  const column = [...head.parentElement.children].indexOf(head);
  const numeric = head.classList.contains("number");
  const first = numeric ? "descending" : "ascending";
  const other = numeric ? "ascending" : "descending";
  const order = head.getAttribute("aria-sort") === first ? other : first;
  const body = table.tBodies[0];
  const key = (row) => row.cells[column].dataset.key;
  const sign = order === "ascending" ? 1 : -1;
  body.append(...[...body.rows].sort((a, b) => compare(key(a), key(b), numeric, sign)));
  for (const each of head.parentElement.children) each.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", order);
}

for (const button of table?.tHead.querySelectorAll("button") ?? []) {
  button.addEventListener("click", () => sortBy(button.closest("th")));
}
showAside?.addEventListener("change", () => {
  table.toggleAttribute("data-hide-aside", !showAside.checked);
});
