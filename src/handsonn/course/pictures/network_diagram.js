// A network as units and weights: edges by sign and size, units with what they give.

import { number, svg } from "./axes.js";
import { css, inkOn, shade, table } from "./scales.js";
import { attributes, children, layer, painting, raster, shortened, stage } from "./stage.js";
import { roving } from "./roving.js";

const TOP = 26;

/** Draw the network into host; called again with each new result. */
export function networkDiagram(host, picture, api) {
  const one = stage(host, picture, api, networkDiagram);
  const place = diagramPlace(one, picture), edges = edgesOf(picture), units = unitsOf(picture);
  const largest = picture.largest ?? Math.max(1e-9, ...edges.map((edge) => Math.abs(edge.weight) || 0));
  layer(one, "names").replaceChildren(...layerNames(picture, place));
  children(layer(one, "edges"), edges.length, madeEdge, (element, index) => putEdge(element, edges[index], place, largest, isFaint(picture, edges[index])));
  children(layer(one, "units"), units.length, madeUnit, (element, index) => putUnit(element, units[index], picture, place, host));
  paintFields(one, units, picture, place);
  const edgeAt = (wanted) => wanted && edges.findIndex(({ at }) => String(at) === String(wanted));
  const unitAt = (wanted) => wanted && units.findIndex(({ at }) => String(at) === String(wanted));
  const rest = "blue: positive weight; orange, dashed: negative; the wider, the larger";
  roving(one, layer(one, "edges"), {
    count: edges.length, selected: edgeAt(picture.selected_weight), rest,
    move: edgeMove(edges), tell: (index) => edgeWords(picture, edges[index]),
    pick: picture.sets_weight ? (index) => api.set(picture.sets_weight, edges[index].at) : null,
  });
  roving(one, layer(one, "units"), {
    count: units.length, selected: unitAt(picture.selected_unit),
    move: unitMove(units), tell: (index) => unitWords(picture, units[index]),
    pick: picture.sets_unit ? (index) => api.set(picture.sets_unit, units[index].at) : null,
  });
}

function diagramPlace(one, picture) {
  const pictured = picture.layers.some((level) => level.fields), most = Math.max(...picture.layers.map(({ drawn, units }) => drawn + (units > drawn ? 0.8 : 0)));
  const room = one.height - TOP - 6, step = Math.min(room / most, pictured ? 62 : 46);
  const size = Math.max(7, Math.min(step * 0.78, pictured ? 46 : 34)), edge = Math.max(size / 2 + 6, 46);
  const across = (one.width - 2 * edge) / Math.max(1, picture.layers.length - 1);
  const at = (level, unit) => {
    const { drawn, units } = picture.layers[level], count = drawn + (units > drawn ? 0.8 : 0);
    return [edge + level * across, TOP + room / 2 + (unit - (count - 1) / 2) * step];
  };
  return { at, size, step, across };
}

function edgesOf(picture) {
  return picture.weights.flatMap(({ values, shape }, level) => Array.from(values, (weight, index) => ({ weight, at: [level, Math.floor(index / shape[1]), index % shape[1]] })));
}

function unitsOf(picture) {
  return picture.layers.flatMap(({ drawn }, level) => Array.from({ length: drawn }, (_, unit) => ({ at: [level, unit] })));
}

function layerNames(picture, place) {
  return picture.layers.flatMap(({ name, units, drawn }, level) => {
    const [x] = place.at(level, 0), letters = Math.max(6, Math.floor(place.across / 7));
    const title = svg("text", { x, y: 13, "text-anchor": "middle", class: "tick strong" }, shortened(name, letters));
    title.append(svg("title", {}, `${name}, ${units} units`));
    if (units === drawn) return [title];
    return [title, svg("text", { x, y: place.at(level, drawn)[1] - place.step * 0.1 + 4, "text-anchor": "middle", class: "tick" }, `+ ${units - drawn} more`)];
  });
}

function madeEdge(index) {
  return svg("g", { "data-cell": index }, svg("path", { class: "grip" }), svg("path", { class: "edge" }));
}

/** Small weights are drawn faintly, so that the others can be told apart; not those that are chosen. */
function isFaint({ faint_below, selected_weight, selected_unit }, { weight, at }) {
  if (!(Math.abs(weight) < (faint_below ?? 0)) || String(at) === String(selected_weight)) return false;
  const [level, unit] = selected_unit ?? [], [layer, from, to] = at;
  return !((layer === level && from === unit) || (layer + 1 === level && to === unit));
}

function putEdge(element, { weight, at: [level, from, to] }, place, largest, faint) {
  const [x1, y1] = place.at(level, from), [x2, y2] = place.at(level + 1, to), half = place.size / 2;
  const bend = (x2 - x1) * 0.45, d = `M${x1 + half} ${y1}C${x1 + half + bend} ${y1} ${x2 - half - bend} ${y2} ${x2 - half} ${y2}`;
  const share = Number.isFinite(weight) ? Math.min(1, Math.abs(weight) / largest) : 1;
  attributes(element.children[0], { d });
  attributes(element.children[1], { d, class: `edge ${Number.isFinite(weight) ? (weight < 0 ? "negative" : "positive") : "broken"}`,
    style: `stroke-width: ${(0.4 + 4.6 * share).toFixed(2)}; opacity: ${faint ? 0.08 : (0.25 + 0.75 * share).toFixed(2)}` });
}

function madeUnit(index) {
  return svg("g", { "data-cell": index }, svg("rect", { class: "unit" }), svg("text", { "text-anchor": "middle", class: "value" }), svg("rect", { class: "ring" }));
}

function putUnit(element, { at: [level, unit] }, picture, place, host) {
  const [x, y] = place.at(level, unit), { size } = place, [ground, value, ring] = element.children;
  const { activations, fields } = picture.layers[level], activation = activations?.values[unit];
  const largest = activations ? Math.max(1e-9, ...Array.from(activations.values, (one) => Math.abs(one) || 0)) : 1;
  const rgb = shade(table(host, "diverging"), 0.5 + (activation ?? 0) / largest / 2), round = fields ? 4 : size / 2;
  const style = fields ? "fill: transparent" : activations && Number.isFinite(activation) ? `fill: ${css(rgb)}` : null;
  attributes(ground, { x: x - size / 2, y: y - size / 2, width: size, height: size, rx: round, style });
  attributes(ring, { x: x - size / 2 - 2, y: y - size / 2 - 2, width: size + 4, height: size + 4, rx: round + 2 });
  attributes(value, { x, y: y + 3.5, style: `fill: ${inkOn(host, rgb)}` });
  value.textContent = activations && !fields && size >= 24 ? number(activation, 2) : "";
}

/** What each unit gives over the plane, painted into it: orange negative, blue positive. */
function paintFields(one, units, picture, place) {
  const context = painting(one), tones = table(one.host, "diverging");
  for (const { at: [level, unit] } of units) {
    const { fields } = picture.layers[level];
    if (!fields) continue;
    const [, rows, columns] = fields.shape, start = unit * rows * columns, [x, y] = place.at(level, unit);
    const small = raster(rows, columns, (pixel) => shade(tones, fields.values[start + (rows - 1 - Math.floor(pixel / columns)) * columns + (pixel % columns)] / 255));
    context.drawImage(small, x - place.size / 2, y - place.size / 2, place.size, place.size);
  }
}

function unitName(picture, level, unit) {
  return picture.layers[level].unit_names[unit] ?? `${picture.layers[level].name} ${unit + 1}`;
}

function edgeWords(picture, { weight, at: [level, from, to] }) {
  return `from ${unitName(picture, level, from)} to ${unitName(picture, level + 1, to)}: weight ${number(weight)}`;
}

function unitWords(picture, { at: [level, unit] }) {
  const { biases, activations } = picture.layers[level], said = [];
  if (biases) said.push(`bias ${number(biases.values[unit])}`);
  if (activations) said.push(`gives ${number(activations.values[unit])}`);
  return `${unitName(picture, level, unit)}${said.length ? `: ${said.join(", ")}` : ""}`;
}

/** Up and down: the next weight into the same layer; left and right: the weights of the neighbour layers. */
function edgeMove(edges) {
  return (index, event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) return index + step;
    if (!aside) return null;
    const found = edges.findIndex(({ at }) => at[0] === edges[index].at[0] + aside);
    return found < 0 ? null : found;
  };
}

function unitMove(units) {
  return (index, event) => {
    const [level, unit] = units[index].at, aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0, step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (!aside && !step) return null;
    const there = units.map((other, at) => [other.at, at]).filter(([[other]]) => other === level + aside);
    return there.length ? there[Math.min(there.length - 1, Math.max(0, unit + step))][1] : null;
  };
}
