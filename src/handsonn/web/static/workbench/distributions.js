// Distributions as bars: how many samples hold which values.

import { frame, svg, axisName, scale } from "/workbench/pictures/axes.js";
import { counted, inFull, valueAxis } from "/static/workbench/numbers.js";

/** A large histogram with axes. facts: name, counts, edges (one more than counts). */
export function histogram(host, facts, { height = 170, colours = () => "blue" } = {}) {
  const width = host.clientWidth || 320;
  const xAxis = valueAxis(facts.name, facts.edges[0], facts.edges.at(-1));
  const yAxis = { name: "samples", unit: "count", low: 0 };
  const { group, x, y } = frame(width, height, xAxis, yAxis, [facts.edges], [facts.counts], { right: 28 });
  const bars = facts.counts.map((count, index) => {
    const left = x(facts.edges[index]), right = x(facts.edges[index + 1]);
    const words = `${inFull(facts.edges[index])} to ${inFull(facts.edges[index + 1])}: ${counted(count, "sample")}`;
    return svg("rect", { x: left + 0.5, width: Math.max(0.5, right - left - 1), y: y(count), height: Math.max(0, y(0) - y(count)), class: `bar-of ${colours(facts.edges[index], facts.edges[index + 1])}` }, svg("title", {}, words));
  });
  host.replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": inWords(facts) }, group, ...bars));
}

/** A small histogram without axes, for a row of a table; its ends stand in words beside it. */
export function sparkBars(facts, width = 72, height = 26) {
  const most = Math.max(1, ...facts.counts), step = width / Math.max(1, facts.counts.length);
  const bars = facts.counts.map((count, index) => {
    const tall = count ? Math.max(1, (count / most) * height) : 0;
    return svg("rect", { x: index * step, width: Math.max(0.5, step - 0.6), y: height - tall, height: tall, class: "bar-of blue" });
  });
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": inWords(facts) }, ...bars);
}

/** Bars of the classes, each with its name and count. */
export function classBars(host, classes) {
  const width = host.clientWidth || 320, line = 20, left = Math.min(130, 14 + 7 * Math.max(...classes.map((each) => each.name.length)));
  const height = classes.length * line + 30, most = Math.max(...classes.map((each) => each.samples));
  const x = scale(0, most || 1, left, width - 60);
  const rows = classes.flatMap((each, index) => [
    svg("text", { x: left - 6, y: index * line + 14, "text-anchor": "end", class: "tick" }, shortened(each.name, 17)),
    svg("rect", { x: left, y: index * line + 3, width: Math.max(1, x(each.samples) - left), height: line - 6, class: "bar-of blue" }),
    svg("text", { x: x(each.samples) + 6, y: index * line + 14, class: "tick" }, each.samples.toLocaleString("en")),
  ]);
  const axis = svg("text", { x: (left + width - 60) / 2, y: height - 8, "text-anchor": "middle", class: "axis" }, axisName({ name: "samples", unit: "count" }));
  const words = classes.map((each) => `${each.name}: ${each.samples}`).join(", ");
  host.replaceChildren(svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": `Samples of each class. ${words}.` }, ...rows, axis));
}

/** Keep a text to a length. */
export function shortened(text, longest) {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function inWords(facts) {
  if (!facts.counts.length) return `${facts.name}: no values`;
  if (facts.categories) return `${facts.name}: ${facts.categories.map((name, index) => `${name} ${facts.counts[index]}`).join(", ")}`;
  return `${facts.name}: from ${inFull(facts.low ?? facts.edges[0])} to ${inFull(facts.high ?? facts.edges.at(-1))}`;
}
