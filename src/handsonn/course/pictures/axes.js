// Axes, ticks and numbers: what every picture with a scale shares.

const SVG = "http://www.w3.org/2000/svg";

/** Make an SVG element with attributes and children. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Make an HTML element with properties and children. */
export function html(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") element.className = value;
    else if (key in element && typeof value !== "string") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Write a number as a reader wants it: few digits, no e-05 where 0.00005 is readable. */
export function number(value, digits = 3) {
  if (value === null || Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "infinite" : "minus infinite";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(Math.max(0, digits - 1)).replace(/\.?0+e/, "e").replace("e+", "e");
  if (size >= 1000) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(digits)));
}

/** Ticks at round values: about `count` between low and high. */
export function ticks(low, high, count, logarithmic) {
  const powers = logarithmic ? logarithmicTicks(low, high, count) : [];
  if (powers.length >= 2) return powers;
  const rough = (high - low) / Math.max(1, count), power = 10 ** Math.floor(Math.log10(rough));
  const steps = [10, 5, 2, 1, 0.5, 0.2].map((factor) => factor * power);
  const first = steps.findLastIndex((step) => step >= rough * (1 - 1e-9));
  const found = steps.slice(first).map((step) => multiples(step, low, high));
  // One tick alone tells no scale, and two hardly: a smaller step then, two only where it would be crowded.
  if (found[0].length === 2 && (high - low) / steps[first + 1] <= count * 1.35) return found[1];
  return found.find((values) => values.length >= 2) ?? found[0];
}

function multiples(step, low, high) {
  const found = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) found.push(Number((index * step).toPrecision(12)));
  return found;
}

// What may stand between two powers of ten, and the smallest distance between two of them, in decades.
const BETWEEN = [[[1], 1], [[1, 2, 5], 0.3], [[1, 3], 0.47], [[1, 2, 3, 5, 7], 0.14], [[1, 2, 3, 4, 5, 6, 7, 8, 9], 0.045]];

/** Powers of ten; between them 2 and 5 and so on, as long as three ticks are missing and there is room. */
function logarithmicTicks(low, high, count) {
  const decades = Math.log10(high / low), from = Math.floor(Math.log10(low)), to = Math.ceil(Math.log10(high));
  const inside = (factors, every) => {
    const values = [];
    for (let power = from; power <= to; power += every) for (const factor of factors) values.push(Number((factor * 10 ** power).toPrecision(12)));
    return values.filter((value) => value >= low * 0.999 && value <= high * 1.001);
  };
  const every = Math.max(1, Math.ceil(decades / Math.max(1, count)));
  if (every > 1) return inside([1], every);
  const roomy = BETWEEN.filter(([, distance]) => distance * count >= decades * 0.5).map(([factors]) => inside(factors, 1));
  return roomy.find((values) => values.length >= 3) ?? roomy.at(-1) ?? inside([1], 1);
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The ticks' words: enough digits to tell neighbours apart; powers of ten where a logarithmic axis is long. */
export function tickWords(values, axis) {
  if (axis.logarithmic && values.some((value) => value >= 1e6 || value < 1e-4)) return values.map(powerOfTen);
  if (axis.grouped === false) return values.map((value) => String(Number(value.toPrecision(12))));
  const step = Math.min(...values.slice(1).map((value, index) => Math.abs(value - values[index])));
  const largest = Math.max(...values.map(Math.abs)), digits = Math.ceil(Math.log10(largest / step)) + 1;
  // Prices in full: 1,500,000 is read faster than 1.5e6, up to as many digits as there is room for.
  if (!axis.logarithmic && largest >= 1e6 && largest < 1e9) return values.map((value) => Math.round(value).toLocaleString("en"));
  return values.map((value) => number(value, Number.isFinite(digits) && !axis.logarithmic ? Math.max(3, digits) : 3));
}

function powerOfTen(value) {
  const power = Math.floor(Math.log10(value) + 1e-9), factor = Number((value / 10 ** power).toPrecision(3));
  const raised = String(power).replace("-", "⁻").replace(/\d/g, (digit) => RAISED[digit]);
  return factor === 1 ? `10${raised}` : `${factor}·10${raised}`;
}

/** A scale: value -> pixel, and back. */
export function scale(low, high, from, to, logarithmic) {
  const forward = logarithmic ? Math.log10 : (value) => value;
  const back = logarithmic ? (value) => 10 ** value : (value) => value;
  const [a, b] = [forward(low), forward(high)];
  const place = (value) => from + ((forward(value) - a) / (b - a || 1)) * (to - from);
  place.ends = [from, to];
  place.inverse = (pixel) => back(a + ((pixel - from) / (to - from)) * (b - a));
  return place;
}

/** Where an axis starts and ends: as told, or around the finite values with a little room. */
export function extent(axis, arrays) {
  let low = Infinity, high = -Infinity;
  for (const array of arrays) {
    for (const value of array ?? []) {
      if (!Number.isFinite(value) || (axis.logarithmic && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) [low, high] = axis.logarithmic ? [0.1, 1] : [0, 1];
  if (low === high) [low, high] = widened(low, axis.logarithmic);
  const room = axis.logarithmic ? 0 : (high - low) * 0.04;
  [low, high] = [axis.low ?? low - room, axis.high ?? high + room];
  return low < high ? [low, high] : widened(low, axis.logarithmic);
}

/** An axis around a single value, such as the only epoch. */
function widened(value, logarithmic) {
  return logarithmic ? [value / 2, value * 2] : [value - 0.5, value + 0.5];
}

/** Draw a frame with named axes; returns the group to draw in and both scales. */
export function frame(width, height, xAxis, yAxis, xs, ys, margins = {}) {
  const [xLow, xHigh] = extent(xAxis, xs), [yLow, yHigh] = extent(yAxis, ys);
  const edge = { right: 16, top: 8, bottom: 38, ...margins };
  const tall = height - edge.bottom - edge.top;
  const yTicks = ticks(yLow, yHigh, Math.max(tall >= 60 ? 3 : 2, tall / 45), yAxis.logarithmic);
  const yWords = tickWords(yTicks, yAxis), name = nameLines(axisName(yAxis), height);
  // Room for the longest number beside the axis' name.
  edge.left ??= Math.max(52, 16 + 14 * name.length + Math.max(0, ...yWords.map(textWidth)));
  const x = scale(xLow, xHigh, edge.left, width - edge.right, xAxis.logarithmic);
  const y = scale(yLow, yHigh, height - edge.bottom, edge.top, yAxis.logarithmic);
  const xValues = xAxis.unticked ? [] : xTicks(xAxis, xs, xLow, xHigh, Math.max(2, (width - edge.left) / 70)), xWords = tickWords(xValues, xAxis);
  const group = svg("g", { class: "axes" },
    ...yTicks.flatMap((value, index) => [
      svg("line", { x1: edge.left, x2: width - edge.right, y1: y(value), y2: y(value), class: "grid" }),
      svg("text", { x: edge.left - 6, y: y(value) + 4, "text-anchor": "end", class: "tick" }, yWords[index]),
    ]),
    ...uncrowded(xValues, xWords, x).map(([value, words]) => svg("text", { x: x(value), y: height - edge.bottom + 16, "text-anchor": "middle", class: "tick" }, words)),
    svg("text", { x: (edge.left + width - edge.right) / 2, y: height - 5, "text-anchor": "middle", class: "axis" }, axisName(xAxis)),
    ...name.map((line, index) => {
      // In the middle of the axis; a long name only as far as the drawing goes.
      const half = nameWidth(line) / 2 + 2, middle = Math.min(Math.max(edge.top + tall / 2, half), height - half);
      return svg("text", { transform: `translate(${12 + 14 * index} ${middle}) rotate(-90)`, "text-anchor": "middle", class: "axis" }, line);
    }),
  );
  return { group, x, y, edge };
}

/** Ticks with their words; every other one where the words would touch. */
function uncrowded(values, words, x) {
  const touches = values.some((value, index) => index && x(value) - x(values[index - 1]) < (textWidth(words[index]) + textWidth(words[index - 1])) / 2 + 5);
  return values.map((value, index) => [value, words[index]]).filter((_, index) => !touches || index % 2 === 0);
}

/** The name of a vertical axis in one line, or in two where one is longer than the drawing is high. */
function nameLines(text, height) {
  const spaces = [...text.matchAll(/ /g)].map((space) => space.index);
  if (nameWidth(text) + 4 <= height || !spaces.length) return [text];
  const cut = spaces.reduce((best, at) => (Math.abs(at - text.length / 2) < Math.abs(best - text.length / 2) ? at : best));
  return [text.slice(0, cut), text.slice(cut + 1)];
}

function nameWidth(text) {
  return (textWidth(text) * 12.5) / 12;
}

/** Ticks of a horizontal axis: where all values are whole, such as epochs, only whole ones. */
function xTicks(axis, xs, low, high, count) {
  const whole = xs.length > 0 && xs.every((values) => values?.every(Number.isInteger));
  return ticks(low, high, count, axis.logarithmic).filter((value) => !whole || Number.isInteger(value));
}

const measuring = globalThis.document?.createElement("canvas").getContext("2d");

/** The width of a text in a picture's small print, in pixels. */
export function textWidth(text) {
  measuring.font = "12px system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
  return measuring.measureText(text).width;
}

/** "loss" or "time (seconds)". */
export function axisName(axis) {
  return axis.unit ? `${axis.name} (${axis.unit})` : axis.name;
}
