// Codes and places on the map: who is nearest, where a code belongs, what an empty place would be.

import { FACTS, row, stored } from "./stored.js";

const PLACED_AMONG = 15;
const BLENDED = 10;
const JUMP = 5;

/** The k rows of {values, shape} nearest to a point: [{index, distance}], the nearest first. */
export function nearest(points, point, k) {
  const width = points.shape[1], { values } = points, found = [];
  for (let index = 0, start = 0; index < points.shape[0]; index += 1, start += width) {
    let square = 0;
    for (let at = 0; at < width; at += 1) square += (values[start + at] - point[at]) ** 2;
    if (found.length === k && !(square < found[k - 1].distance)) continue;
    let place = found.length;
    while (place > 0 && found[place - 1].distance > square) place -= 1;
    found.splice(place, 0, { index, distance: square });
    if (found.length > k) found.pop();
  }
  for (const one of found) one.distance = Math.sqrt(one.distance);
  return found;
}

/** Where a code belongs on a map: PCA projects it; elsewhere it is the median of its nearest codes' positions. */
export function placeOf(code, map) {
  const positions = stored(`map-${map}`), { projection } = FACTS.maps[map];
  if (projection) return projection.axes.map((axis) => axis.reduce((sum, part, at) => sum + part * (code[at] - projection.centre[at]), 0));
  const near = nearest(stored("codes"), code, PLACED_AMONG), size = positions.shape[1];
  return Array.from({ length: size }, (_, axis) => median(near.map(({ index }) => positions.values[index * size + axis])));
}

/** A walk on the map of this number: {path, breaks} as the cloud draws them; the ends sit on their dots. */
export function pathOn(codes, map, [first, last]) {
  const positions = stored(`map-${map}`), size = positions.shape[1], places = codes.map((code) => placeOf(code, map));
  places[0] = [...row(positions, first)];
  places[places.length - 1] = [...row(positions, last)];
  const hops = places.slice(1).map((place, at) => Math.hypot(...place.map((value, axis) => value - places[at][axis])));
  const moved = hops.filter((hop) => hop > 0), limit = moved.length ? JUMP * median(moved) : Infinity;
  return {
    path: { values: Float32Array.from(places.flat()), shape: [places.length, size] },
    breaks: { values: Uint8Array.from([0, ...hops.map((hop) => Number(hop > limit))]), shape: [places.length] },
  };
}

/**
 * What a place of the map of this number is: {code, near, exact}. A PCA map of as many axes as a code has numbers
 * gives each place one code; elsewhere it is the inverse-distance mean of the ten nearest points' codes.
 */
export function codeAt(place, map) {
  const near = nearest(stored(`map-${map}`), place, BLENDED), { projection } = FACTS.maps[map];
  if (!projection?.keeps_all) return { code: blend(near), near, exact: false };
  const code = Float32Array.from(projection.centre, (middle, at) => projection.axes.reduce((sum, axis, turn) => sum + axis[at] * place[turn], middle));
  return { code, near, exact: true };
}

function blend(near) {
  const codes = stored("codes"), exact = near.filter(({ distance }) => distance === 0);
  const parts = exact.length ? exact.map((one) => ({ ...one, weight: 1 })) : near.map((one) => ({ ...one, weight: 1 / one.distance }));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0), code = new Float32Array(codes.shape[1]);
  for (const { index, weight } of parts) row(codes, index).forEach((value, at) => { code[at] += (value * weight) / total; });
  return code;
}

/** The codes between two: on the straight line, or on the arc around the origin (where there is one). */
export function between(first, last, steps, spherical) {
  const lengths = [norm(first), norm(last)], angle = angleOf(first, last, lengths);
  const arc = spherical && lengths[0] > 0 && lengths[1] > 0 && angle > 1e-6 && angle < Math.PI - 1e-4;
  return Array.from({ length: steps }, (_, step) => {
    const share = step / (steps - 1);
    if (!arc) return first.map((value, at) => value + share * (last[at] - value));
    const [from, to] = [Math.sin((1 - share) * angle), Math.sin(share * angle)].map((part) => part / Math.sin(angle));
    const length = (1 - share) * lengths[0] + share * lengths[1];
    return first.map((value, at) => length * ((from * value) / lengths[0] + (to * last[at]) / lengths[1]));
  });
}

function norm(code) {
  return Math.hypot(...code);
}

function angleOf(first, last, lengths) {
  const product = first.reduce((sum, value, at) => sum + value * last[at], 0);
  return Math.acos(Math.max(-1, Math.min(1, product / (lengths[0] * lengths[1] || 1))));
}

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other), middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
