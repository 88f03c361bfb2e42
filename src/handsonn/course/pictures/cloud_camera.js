// Where a cloud is seen from: a plane that is moved and zoomed, or a turntable with a gentle perspective.

const FILL = 0.92;
const DISTANCE = 3.4;
const NEAREST = DISTANCE - 1.2;
const FARTHEST = DISTANCE + 1.2;
const LEAST_ZOOM = 0.2;
const MOST_ZOOM = 4000;
const START = { zoom: 1, shift: [0, 0], yaw: 0.6, pitch: 0.42 };

/**
 * A camera that shows all points. points: {values, shape: [count, 2 or 3]}.
 * Lengths on the screen are CSS pixels; shift is how far the middle of the points is from the middle of the screen.
 */
export function cameraFor(points) {
  const [count, dimensions] = points.shape, low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
  for (let index = 0; index < count * dimensions; index += 1) {
    const value = points.values[index], axis = index % dimensions;
    if (!Number.isFinite(value)) continue;
    if (value < low[axis]) low[axis] = value;
    if (value > high[axis]) high[axis] = value;
  }
  const middle = low.map((least, axis) => (least <= high[axis] ? (least + high[axis]) / 2 : 0));
  const spans = low.map((least, axis) => (least < high[axis] ? high[axis] - least : 0));
  const camera = { dimensions, middle, spans, radius: 1, depth: 1, reach: 1, ...fresh() };
  if (dimensions === 3) Object.assign(camera, distances(points, middle));
  return camera;
}

function fresh() {
  return { ...START, shift: [0, 0] };
}

/** How far the farthest point is from the middle, how far 99 of 100 are, and 95 of 100 as a share of the farthest. */
function distances({ values, shape: [count] }, middle) {
  const found = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    const away = Math.hypot(values[index * 3] - middle[0], values[index * 3 + 1] - middle[1], values[index * 3 + 2] - middle[2]);
    found[index] = Number.isFinite(away) ? away : 0;
  }
  found.sort();
  const radius = found[count - 1] || 1;
  return { radius, reach: found[Math.floor(count * 0.99)] || radius, depth: Math.max(0.05, (found[Math.floor(count * 0.95)] || radius) / radius) };
}

/** Show everything again, as in the beginning. */
export function resetCamera(camera) {
  Object.assign(camera, fresh());
}

/** Pixels per unit of the points, at the middle of them. */
function pixelsPerUnit(camera, width, height) {
  if (camera.dimensions === 3) return (camera.zoom * FILL * Math.min(width, height)) / 2 / camera.reach;
  const across = camera.spans[0] ? width / camera.spans[0] : Infinity, up = camera.spans[1] ? height / camera.spans[1] : Infinity;
  const least = Math.min(across, up);
  return camera.zoom * FILL * (Number.isFinite(least) ? least : Math.min(width, height));
}

export function panCamera(camera, right, down) {
  camera.shift = [camera.shift[0] + right, camera.shift[1] + down];
}

/** Zoom by a factor; what is at (x, y) stays there. */
export function zoomCamera(camera, factor, x, y, { width, height }) {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, camera.zoom * factor)), real = zoom / camera.zoom;
  const from = [x - width / 2, y - height / 2];
  camera.shift = camera.shift.map((shift, axis) => from[axis] + (shift - from[axis]) * real);
  camera.zoom = zoom;
}

/** Turn by two angles (radians): around the upright axis, and over the top as far as straight down. */
export function turnCamera(camera, around, over) {
  camera.yaw += around;
  camera.pitch = Math.min(Math.PI / 2, Math.max(-Math.PI / 2, camera.pitch + over));
}

/** Right, up and towards the viewer, as rows over the axes of the points; the second axis stands upright. */
export function directions({ dimensions, yaw, pitch }) {
  if (dimensions === 2) return [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
  const [sy, cy, sp, cp] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  return [[cy, 0, -sy], [-sy * sp, cp, -cy * sp], [sy * cp, sp, cy * cp]];
}

/** From points to clip space, column by column, as WebGL wants it; for points of two numbers the third is 0. */
export function cameraMatrix(camera, { width, height }) {
  const scale = pixelsPerUnit(camera, width, height), { middle, shift } = camera, [right, up, near] = directions(camera);
  const flat = camera.dimensions === 2, row = (direction, factor) => [...direction.map((part) => part * factor), -factor * dot(direction, middle)];
  const away = flat ? [0, 0, 0, 1] : row(near, -1 / camera.radius / DISTANCE);
  if (!flat) away[3] += 1;
  const x = row(right, (2 * scale) / width).map((part, at) => part + away[at] * ((2 * shift[0]) / width));
  const y = row(up, (2 * scale) / height).map((part, at) => part - away[at] * ((2 * shift[1]) / height));
  const [slope, offset] = [(FARTHEST + NEAREST) / (FARTHEST - NEAREST), (-2 * FARTHEST * NEAREST) / (FARTHEST - NEAREST) / DISTANCE];
  const z = flat ? [0, 0, 0, 0] : away.map((part, at) => part * slope + (at === 3 ? offset : 0));
  return new Float32Array([0, 1, 2, 3].flatMap((at) => [x[at], y[at], z[at], away[at]]));
}

function dot(one, other) {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

/**
 * Where points are on the screen: {x, y, away}, CSS pixels; away is 1 at the middle, less nearer to the viewer.
 * into: such an object of the right length to write into, or null.
 */
export function project(camera, size, points, into = null) {
  const m = cameraMatrix(camera, size), [count, dimensions] = points.shape, { values } = points;
  const out = into && into.x.length === count ? into : { x: new Float32Array(count), y: new Float32Array(count), away: new Float32Array(count).fill(1) };
  const halfWidth = size.width / 2, halfHeight = size.height / 2;
  for (let index = 0, at = 0; index < count; index += 1, at += dimensions) {
    const a = values[at], b = values[at + 1];
    if (dimensions === 2) {
      out.x[index] = halfWidth + (m[0] * a + m[12]) * halfWidth;
      out.y[index] = halfHeight - (m[5] * b + m[13]) * halfHeight;
    } else {
      const c = values[at + 2], away = m[3] * a + m[7] * b + m[11] * c + m[15];
      out.away[index] = away;
      out.x[index] = halfWidth + ((m[0] * a + m[4] * b + m[8] * c + m[12]) / away) * halfWidth;
      out.y[index] = halfHeight - ((m[1] * a + m[5] * b + m[9] * c + m[13]) / away) * halfHeight;
    }
  }
  return out;
}

/** The place of the plane that is at a place of the screen; only for points of two numbers. */
export function placeAt(camera, { width, height }, x, y) {
  const scale = pixelsPerUnit(camera, width, height);
  return [camera.middle[0] + (x - width / 2 - camera.shift[0]) / scale, camera.middle[1] - (y - height / 2 - camera.shift[1]) / scale];
}

/** How much of its colour a point loses to the distance: 0 in front, 1 at the back. depthRange(camera) -> [from, per]. */
export function depthRange(camera) {
  if (camera.dimensions === 2) return [0, 0];
  const half = camera.depth / DISTANCE;
  return [1 - half, 1 / (2 * half)];
}
