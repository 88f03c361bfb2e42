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
  if (logarithmic) {
    const from = Math.floor(Math.log10(low)), to = Math.ceil(Math.log10(high));
    const every = Math.max(1, Math.ceil((to - from) / count));
    const powers = [];
    for (let power = from; power <= to; power += every) powers.push(10 ** power);
    const inside = powers.filter((value) => value >= low * 0.999 && value <= high * 1.001);
    if (inside.length >= 2) return inside;
    return [...new Set([low, Math.sqrt(low * high), high].map((value) => Number(value.toPrecision(2))))];
  }
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  const found = [];
  for (let value = Math.ceil(low / step - 1e-9) * step; value <= high + step * 1e-9; value += step) {
    found.push(Math.abs(value) < step * 1e-9 ? 0 : value);
  }
  return found;
}

/** A scale: value -> pixel, and back. */
export function scale(low, high, from, to, logarithmic) {
  const forward = logarithmic ? Math.log10 : (value) => value;
  const back = logarithmic ? (value) => 10 ** value : (value) => value;
  const [a, b] = [forward(low), forward(high)];
  const place = (value) => from + ((forward(value) - a) / (b - a || 1)) * (to - from);
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
  if (low === high) [low, high] = axis.logarithmic ? [low / 2, high * 2] : [low - 0.5, high + 0.5];
  const room = axis.logarithmic ? 0 : (high - low) * 0.04;
  return [axis.low ?? low - room, axis.high ?? high + room];
}

/** Draw a frame with named axes; returns the group to draw in and both scales. */
export function frame(width, height, xAxis, yAxis, xs, ys, margins = {}) {
  const [xLow, xHigh] = extent(xAxis, xs), [yLow, yHigh] = extent(yAxis, ys);
  const edge = { right: 16, top: 8, bottom: 38, ...margins };
  const yTicks = ticks(yLow, yHigh, Math.max(2, (height - edge.bottom) / 45), yAxis.logarithmic);
  // Room for the longest number beside the axis' name.
  edge.left ??= Math.max(52, 30 + 7 * Math.max(0, ...yTicks.map((value) => number(value).length)));
  const x = scale(xLow, xHigh, edge.left, width - edge.right, xAxis.logarithmic);
  const y = scale(yLow, yHigh, height - edge.bottom, edge.top, yAxis.logarithmic);
  const group = svg("g", { class: "axes" });
  for (const value of yTicks) {
    group.append(
      svg("line", { x1: edge.left, x2: width - edge.right, y1: y(value), y2: y(value), class: "grid" }),
      svg("text", { x: edge.left - 6, y: y(value) + 4, "text-anchor": "end", class: "tick" }, number(value)),
    );
  }
  for (const value of xAxis.unticked ? [] : xTicks(xAxis, xs, xLow, xHigh, Math.max(2, (width - edge.left) / 70))) {
    group.append(
      svg("text", { x: x(value), y: height - edge.bottom + 16, "text-anchor": "middle", class: "tick" }, number(value)),
    );
  }
  const middle = (edge.top + height - edge.bottom) / 2;
  group.append(
    svg("text", { x: (edge.left + width - edge.right) / 2, y: height - 5, "text-anchor": "middle", class: "axis" }, axisName(xAxis)),
    svg("text", { transform: `translate(12 ${middle}) rotate(-90)`, "text-anchor": "middle", class: "axis" }, axisName(yAxis)),
  );
  return { group, x, y, edge };
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
