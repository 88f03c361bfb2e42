// The legend of a colour scale: a bar with its numbers, at the bottom of the stage.

import { number, svg, textWidth, ticks } from "./axes.js";
import { css, shade } from "./scales.js";
import { attributes, layer } from "./stage.js";

export const LEGEND_ROOM = 36;
const STOPS = 12;
let made = 0;

/**
 * Draw the legend. name: of the value; tones: the table; low, high: the values at the ends; logarithmic: equal
 * factors take equal lengths; words: [left, right], instead of the numbers at the ends.
 */
export function scaleLegend(one, { name, tones, low, high, logarithmic = false, words = null, left: wanted = 2 }) {
  const group = layer(one, "scale-legend");
  if (!group.id) {
    made += 1;
    group.id = `scale-legend-${made}`;
  }
  const id = `${group.id}-tones`, top = one.height - LEGEND_ROOM + 8;
  const said = textWidth(name) + 10, needed = words ? words.reduce((sum, word) => sum + textWidth(word), 10) : 100;
  // Below the axis; further left where the bar or its two words would not have room.
  const left = Math.max(2, Math.min(wanted, one.width - said - 30 - needed)), from = left + said, width = Math.min(220, one.width - from - 30);
  const gradient = svg("linearGradient", { id });
  for (let stop = 0; stop <= STOPS; stop += 1) gradient.append(svg("stop", { offset: stop / STOPS, "stop-color": css(shade(tones, stop / STOPS)) }));
  group.replaceChildren(
    svg("defs", {}, gradient),
    svg("text", { x: left, y: top + 9, class: "tick" }, name),
    svg("rect", { x: from, y: top, width, height: 10, rx: 2, fill: `url(#${id})`, class: "frame scale" }),
    ...(words ? ends(words, from, width, top) : numbers({ low, high, logarithmic }, from, width, top)),
  );
  return group;
}

function ends(words, from, width, top) {
  return [
    svg("text", { x: from, y: top + 24, class: "tick" }, words[0]),
    svg("text", { x: from + width, y: top + 24, "text-anchor": "end", class: "tick" }, words[1]),
  ];
}

function numbers({ low, high, logarithmic }, from, width, top) {
  const share = logarithmic
    ? (value) => (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low) || 1)
    : (value) => (value - low) / (high - low || 1);
  const between = ticks(low, high, 4, logarithmic).filter((value) => share(value) * width > 38 && (1 - share(value)) * width > 38);
  return [low, ...between, high].map((value) => {
    const text = svg("text", { "text-anchor": "middle", class: "tick" }, number(value));
    return attributes(text, { x: from + share(value) * width, y: top + 24 });
  });
}
