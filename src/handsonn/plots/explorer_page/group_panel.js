// A group that the lasso chose, against all others or against a group that was kept: how many, which, how they differ.

import { html, number } from "../../course/pictures/axes.js";
import { FACTS, has, row, stored } from "./stored.js";
import { figure } from "./sample_panel.js";
import { samplePicture } from "./sample_picture.js";
import { imageOf } from "./sprites.js";
import { featureName, percent } from "./words.js";

const MOST_ROWS = 8;
const MOST_IMAGES = 2000;
const SIDE = 84;

/** Fill the panel; show(indices) compares this group, [] empties the panel. */
export function groupPanel(host) {
  const one = { group: [], kept: null };
  const show = (indices) => {
    one.group = indices;
    host.hidden = !indices.length && !one.kept;
    host.replaceChildren(...(host.hidden ? [] : parts(one, show)));
  };
  show([]);
  return { show };
}

function parts(one, show) {
  const { group, kept } = one, keep = html("button", { type: "button" }, kept ? "forget the first group" : "keep as the first group");
  keep.addEventListener("click", () => { one.kept = kept ? null : group; show(group); });
  if (!group.length) return [html("h2", {}, "Groups"), html("p", {}, `${count(kept)} are kept as the first group; draw a line around the second.`), keep];
  const [first, second, names] = kept ? [kept, group, ["first", "second"]] : [group, others(group), ["group", "others"]];
  if (!second.length) return [html("h2", {}, "Groups"), html("p", {}, "The line is around all points, so there are no others to compare with."), keep];
  return [
    html("h2", {}, "Groups"), html("p", {}, kept ? `First: ${count(first)}; second: ${count(second)}.` : `${count(first)} inside the line, ${count(second)} outside.`), keep,
    ...mix(first, second, names), ...(FACTS.image ? means(first, second, names) : differences(first, second, names)),
  ];
}

function count(group) {
  return `${group.length.toLocaleString("en")} point${group.length === 1 ? "" : "s"}`;
}

function others(group) {
  const inside = new Set(group);
  return Array.from({ length: FACTS.samples }, (_, index) => index).filter((index) => !inside.has(index));
}

/** Which classes the groups are made of, the most frequent of the first group first. */
function mix(first, second, names) {
  if (!FACTS.class_names.length || !has("labels")) return [];
  const labels = stored("labels").values;
  const shares = [first, second].map((group) => {
    const sums = new Float64Array(FACTS.class_names.length);
    for (const index of group) sums[labels[index]] += 1 / group.length;
    return sums;
  });
  const order = [...FACTS.class_names.keys()].filter((at) => shares[0][at] || shares[1][at]).sort((a, b) => shares[0][b] - shares[0][a]).slice(0, MOST_ROWS);
  return [table(["class", ...names], order.map((at) => [FACTS.class_names[at], ...shares.map((sums) => percent(sums[at]))]))];
}

/** In which features the means of the groups differ most, in standard deviations over all samples. */
function differences(first, second, names) {
  const samples = stored("samples"), all = Array.from({ length: FACTS.samples }, (_, index) => index);
  const [one, other, whole] = [first, second, all].map((group) => mean(samples, group)), spread = deviation(samples, whole);
  const { multiply, add } = FACTS.preparation, own = (value, at) => number((value - add[at % add.length]) / multiply[at % multiply.length]);
  const away = Array.from(one, (value, at) => (spread[at] > 0 ? (value - other[at]) / spread[at] : 0));
  const order = [...away.keys()].sort((a, b) => Math.abs(away[b]) - Math.abs(away[a])).slice(0, MOST_ROWS);
  const rows = order.map((at) => [featureName(at), own(one[at], at), own(other[at], at), `${away[at] > 0 ? "+" : ""}${number(away[at], 2)}`]);
  return [table(["mean of", ...names, "difference*"], rows), html("p", { class: "quiet" }, "* in standard deviations of the feature")];
}

function mean(samples, group) {
  const sums = new Float64Array(row(samples, 0).length);
  for (const index of group) row(samples, index).forEach((value, at) => { sums[at] += value / group.length; });
  return sums;
}

function deviation(samples, middle) {
  const squares = new Float64Array(middle.length);
  for (let index = 0; index < FACTS.samples; index += 1) row(samples, index).forEach((value, at) => { squares[at] += (value - middle[at]) ** 2 / FACTS.samples; });
  return squares.map(Math.sqrt);
}

/** The mean images of the groups; of a large group, of every so many of its samples. */
function means(first, second, names) {
  const pictures = [first, second].map((group, at) => {
    const picture = samplePicture(SIDE, `mean image, ${names[at]}`);
    picture.show(meanImage(group));
    return figure(picture, names[at]);
  });
  const some = Math.max(first.length, second.length) > MOST_IMAGES ? ` of at most ${MOST_IMAGES.toLocaleString("en")} each` : "";
  return [html("p", {}, `Mean images${some}:`), html("div", { class: "pair" }, ...pictures)];
}

async function meanImage(group) {
  const { height, width, channels } = FACTS.image, sums = new Float64Array(height * width * channels), every = Math.ceil(group.length / MOST_IMAGES);
  const some = group.filter((_, at) => at % every === 0);
  let shape = [height, width];
  for (const index of some) {
    const image = await imageOf(index);
    ({ shape } = image);
    image.values.forEach((value, at) => { sums[at] += value / some.length; });
  }
  return { image: { values: Uint8Array.from(sums, Math.round), shape } };
}

function table(heads, rows) {
  return html("table", {}, html("thead", {}, html("tr", {}, ...heads.map((words) => html("th", { scope: "col" }, words)))), html("tbody", {}, ...rows.map(([name, ...cells]) => html("tr", {}, html("th", { scope: "row" }, name), ...cells.map((words) => html("td", {}, words))))));
}
