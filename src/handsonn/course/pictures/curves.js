// Curves with bands: the median over seeds as a line, lowest to highest seed as a band.

import { axisName, frame, number, svg, textWidth } from "./axes.js";

const LEGEND_LEFT = 30;
const DASHES = { solid: "", dashed: "6 4", dots: "", thin: "" };

/** Draw the lines into host; called again with each new result. */
export function curves(host, picture, api) {
  const width = host.clientWidth || 480, height = picture.height;
  const { group, x, y, edge } = frame(
    width, height - legendHeight(picture, width), picture.x, picture.y,
    picture.lines.map((line) => line.x.values),
    picture.lines.flatMap((line) => [line.y.values, line.low?.values, line.high?.values]),
  );
  const bottom = height - legendHeight(picture, width) - edge.bottom;
  const clip = `clip-${Math.random().toString(36).slice(2)}`;
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": inWords(picture) },
    svg("clipPath", { id: clip }, svg("rect", { x: edge.left, y: edge.top - 2, width: width - edge.left - edge.right, height: bottom - edge.top + 4 })),
    group);
  const inside = svg("g", { "clip-path": `url(#${clip})` });
  for (const line of picture.lines) {
    if (line.low) inside.append(svg("path", { d: area(line, x, y), class: `band ${line.colour}` }));
  }
  const single = svg("g", {});
  for (const line of picture.lines) {
    if (line.style === "dots" || points(line).length === 1) single.append(...dots(line, x, y));
    else inside.append(svg("path", { d: path(line, x, y), class: `line ${line.colour} ${line.style}`, "stroke-dasharray": DASHES[line.style] }));
  }
  for (const mark of picture.marks) {
    inside.append(
      svg("line", { x1: x(mark.x), x2: x(mark.x), y1: edge.top, y2: bottom, class: "mark" }),
      markName(mark, x(mark.x), edge.top, width - edge.right),
    );
  }
  root.append(inside, single, legend(picture, width, height));
  if (picture.sets) {
    root.classList.add("clickable");
    root.addEventListener("click", (event) => {
      const box = root.getBoundingClientRect();
      api.set(picture.sets, x.inverse(((event.clientX - box.left) / box.width) * width));
    });
  }
  host.replaceChildren(root);
}

function points(line) {
  return Array.from(line.x.values, (value, index) => [value, line.y.values[index]]).filter(([, v]) => Number.isFinite(v));
}

function path(line, x, y) {
  return points(line).map(([a, b], index) => `${index ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("");
}

function area(line, x, y) {
  const there = [], back = [];
  line.x.values.forEach((value, index) => {
    const low = line.low.values[index], high = line.high.values[index];
    if (!Number.isFinite(low) || !Number.isFinite(high)) return;
    there.push(`${x(value).toFixed(1)} ${y(high).toFixed(1)}`);
    back.unshift(`${x(value).toFixed(1)} ${y(low).toFixed(1)}`);
  });
  return there.length ? `M${[...there, ...back].join("L")}Z` : "";
}

/** Each point as a whole dot, also at the frame's edge; a point alone has a whisker in place of its band. */
function dots(line, x, y) {
  const alone = line.style !== "dots", [left, right, bottom, top] = [...x.ends, ...y.ends];
  return points(line).map(([a, b]) => [x(a), y(b)]).filter(([cx, cy]) => cx >= left - 1 && cx <= right + 1 && cy <= bottom + 1 && cy >= top - 1).flatMap(([cx, cy]) => [
    ...(alone && line.low ? [whisker(line, cx, y)] : []),
    svg("circle", { cx, cy, r: alone ? 4.5 : 3.2, class: `dot ${line.colour}` }),
  ]);
}

function whisker(line, cx, y) {
  const index = line.y.values.findIndex(Number.isFinite);
  const [low, high] = [line.low, line.high].map((edge) => Math.min(Math.max(y(edge.values[index]), y.ends[1]), y.ends[0]));
  return svg("path", { d: `M${cx - 7} ${high}h14M${cx} ${high}V${low}M${cx - 7} ${low}h14`, class: `line ${line.colour}` });
}

function markName(mark, at, top, right) {
  const end = at > right - 90;
  return svg("text", { x: at + (end ? -5 : 5), y: top + 12, "text-anchor": end ? "end" : "start", class: "tick strong" }, mark.name);
}

/** Where each line's name stands: names take as many rows as their lengths need. */
function legendPlaces(picture, width) {
  const named = picture.lines.filter((line) => line.name);
  let at = LEGEND_LEFT, row = 0;
  const places = named.map((line) => {
    const room = 38 + textWidth(line.name);
    if (at > LEGEND_LEFT && at + room > width) [at, row] = [LEGEND_LEFT, row + 1];
    at += room;
    return { line, at: at - room, row };
  });
  return { places: named.length > 1 ? places : [], rows: named.length > 1 ? row + 1 : 0 };
}

function legendHeight(picture, width) {
  return legendPlaces(picture, width).rows * 20;
}

function legend(picture, width, height) {
  const group = svg("g", { class: "legend" });
  const { places, rows } = legendPlaces(picture, width);
  for (const { line, at, row } of places) {
    const y = height - rows * 20 + row * 20 + 8;
    if (line.style === "dots") group.append(svg("circle", { cx: at + 9, cy: y, r: 3.2, class: `dot ${line.colour}` }));
    else group.append(svg("line", { x1: at, x2: at + 18, y1: y, y2: y, class: `line ${line.colour}`, "stroke-dasharray": DASHES[line.style] }));
    group.append(svg("text", { x: at + 24, y: y + 4, class: "tick" }, line.name));
  }
  return group;
}

/** What a screen reader says: each named line's first and last value. */
function inWords(picture) {
  const said = picture.lines.filter((line) => line.name).map((line) => {
    const all = points(line);
    if (!all.length) return `${line.name}: no value`;
    return `${line.name}: from ${number(all[0][1])} to ${number(all[all.length - 1][1])}`;
  });
  return `${picture.description || picture.title}. ${axisName(picture.y)} over ${axisName(picture.x)}. ${said.join("; ")}.`;
}
