// A confusion matrix: rows are labels, columns predictions; a click asks for a cell's samples.

import { number, svg, textWidth } from "./axes.js";
import { attributes, children, fitting, layer, stage } from "./stage.js";
import { css, inkOn, shade, table } from "./scales.js";
import { roving } from "./roving.js";

const LONGEST = 90;

/** Draw the matrix into host; called again with each new result. */
export function confusionMatrix(host, picture, api) {
  const one = stage(host, picture, api, confusionMatrix);
  const facts = shares(picture), classes = facts.classes, place = matrixPlace(one, picture, classes);
  layer(one, "ground").replaceChildren(...classLabels(picture, place));
  const scales = { right: table(host, "right"), wrong: table(host, "wrong") };
  children(layer(one, "cells"), classes * classes, madeCell, (cell, index) => putCell(cell, index, host, facts, place, scales));
  roving(one, layer(one, "cells"), {
    count: classes * classes,
    columns: classes,
    selected: picture.selected ? picture.selected[0] * classes + picture.selected[1] : null,
    rest: "blue: right; orange: mistakes, the most frequent the strongest",
    tell: (index) => cellWords(picture, facts, index),
    pick: picture.sets ? (index) => api.set(picture.sets, [Math.floor(index / classes), index % classes]) : null,
  });
}

/** Each count's share of its row, and the largest share of a mistake. */
function shares(picture) {
  const counts = picture.counts.values, classes = picture.class_names.length;
  const rows = Array.from({ length: classes }, (_, row) => counts.subarray(row * classes, (row + 1) * classes).reduce((sum, count) => sum + count, 0));
  const share = Array.from(counts, (count, index) => count / (rows[Math.floor(index / classes)] || 1));
  const mistakes = share.filter((_, index) => Math.floor(index / classes) !== index % classes);
  return { counts, classes, rows, share, worst: Math.max(0.02, ...mistakes) };
}

/** Where the cells are. Names too wide for their columns are slanted, and reach higher and to the right. */
function matrixPlace(one, picture, classes) {
  const names = picture.class_names.map(textWidth), widest = Math.max(...names);
  const left = 22 + Math.min(widest + 8, one.width * (classes < 4 ? 0.36 : 0.24)), slanted = widest + 3 > Math.min((one.width - left - 2) / classes, 120);
  const top = slanted ? 28 + Math.min(widest, LONGEST) * 0.6 : 38, reach = slanted ? Math.min(names.at(-1), LONGEST) * 0.8 - 12 : 2;
  const height = Math.min((one.height - top - 2) / classes, 76);
  const width = Math.min((one.width - left - Math.max(2, reach)) / classes, Math.max(height * 1.9, 34), 120);
  return { left, top, width, height, slanted, names: left - 28 };
}

function classLabels(picture, place) {
  const classes = picture.class_names.length, across = place.slanted ? LONGEST : place.width - 3;
  const label = (name, room, at) => {
    const text = svg("text", { ...at, class: "tick" }, fitting(name, room));
    text.append(svg("title", {}, name));
    return text;
  };
  const above = (index) => {
    const middle = place.left + (index + 0.5) * place.width;
    return place.slanted ? { transform: `translate(${middle} ${place.top - 5}) rotate(-37)` } : { x: middle, y: place.top - 7, "text-anchor": "middle" };
  };
  return [
    svg("text", { x: place.left + (place.width * classes) / 2, y: 13, "text-anchor": "middle", class: "axis" }, "prediction"),
    svg("text", { transform: `translate(13 ${place.top + (place.height * classes) / 2}) rotate(-90)`, "text-anchor": "middle", class: "axis" }, "label"),
    ...picture.class_names.flatMap((name, index) => [
      label(name, place.names, { x: place.left - 6, y: place.top + (index + 0.5) * place.height + 4, "text-anchor": "end" }),
      label(name, across, above(index)),
    ]),
  ];
}

function madeCell(index) {
  return svg("g", { "data-cell": index }, svg("rect", { rx: 2 }), svg("text", { "text-anchor": "middle", class: "count" }),
    svg("text", { "text-anchor": "middle", class: "share" }), svg("rect", { class: "ring", rx: 2 }));
}

function putCell(cell, index, host, facts, place, scales) {
  const row = Math.floor(index / facts.classes), column = index % facts.classes, right = row === column;
  const part = right ? facts.share[index] : (facts.share[index] / facts.worst) * 0.85;
  const rgb = shade(right ? scales.right : scales.wrong, part), ink = inkOn(host, rgb);
  const [ground, count, share, ring] = cell.children;
  const x = place.left + column * place.width, y = place.top + row * place.height, both = place.height >= 29 && place.width >= 32;
  attributes(ground, { x, y, width: place.width - 1.5, height: place.height - 1.5, fill: css(rgb), class: facts.counts[index] || right ? "ground" : "ground none" });
  attributes(ring, { x: x + 0.5, y: y + 0.5, width: place.width - 2.5, height: place.height - 2.5 });
  const middle = y + place.height / 2;
  attributes(count, { x: x + place.width / 2 - 0.75, y: middle + (both ? -0.5 : 3.5), style: `fill: ${facts.counts[index] ? ink : "var(--line)"}` });
  attributes(share, { x: x + place.width / 2 - 0.75, y: middle + 11, style: `fill: ${ink}` });
  count.textContent = String(facts.counts[index]);
  share.textContent = both && facts.counts[index] ? percent(facts.share[index]) : "";
}

function percent(share) {
  return share > 0 && share < 0.095 ? `${number(share * 100, 2)} %` : `${Math.round(share * 100)} %`;
}

function cellWords(picture, facts, index) {
  const row = Math.floor(index / facts.classes), column = index % facts.classes;
  const names = picture.class_names;
  const what = row === column ? `label ${names[row]}, predicted so` : `label ${names[row]}, predicted ${names[column]}`;
  return `${what}: ${facts.counts[index]} of ${facts.rows[row]} (${percent(facts.share[index])})`;
}
