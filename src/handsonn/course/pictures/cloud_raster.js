// Points drawn by the processor into the memory of a 2-D canvas: where there is no graphics card.
//
// 70,000 points take it about 5 ms, and a WebGL that is itself played by the processor 80 ms (measured in headless
// Chromium on two cores), because here a point is a few additions per pixel and nothing else.
// Colours are words of 0xAABBGGRR, mixed two channels at a time.

import { inside } from "./cloud_shapes.js";

const PHASES = 4;
const FINE = 4;
const LEVELS = 512;
const LOST = 0.62;
/** The memory is wider than the canvas, so that a point at the edge needs no other way; a multiple of this. */
const MARGIN = 16;

/** A painter with the same functions as glPainter's. */
export function rasterPainter() {
  const canvas = document.createElement("canvas"), context = canvas.getContext("2d", { alpha: false });
  const one = { canvas, context, image: null, margin: 0, words: null, shapes: null, tones: null, indices: new Uint32Array(0), sorted: null, stamps: [] };
  return {
    kind: "raster",
    canvas,
    points: (_, shapes) => { one.shapes = shapes; },
    tones: (rgba) => { one.tones = new Uint32Array(rgba.buffer); },
    order: (indices) => { one.indices = indices; one.sorted = new Uint32Array(indices.length); },
    draw: (scene) => draw(one, scene),
  };
}

function draw(one, scene) {
  const { canvas, context } = one, { width, height, ratio, paper: [red, green, blue] } = scene;
  const across = Math.round(width * ratio), down = Math.round(height * ratio);
  const margin = Math.ceil((scene.side * ratio + 3) / MARGIN) * MARGIN;
  if (!one.image || canvas.width !== across || canvas.height !== down || one.margin !== margin) {
    Object.assign(canvas, { width: across, height: down });
    one.image = context.createImageData(across + 2 * margin, down + 2 * margin);
    Object.assign(one, { margin, words: new Uint32Array(one.image.data.buffer), stamps: [] });
  }
  const paper = (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
  one.words.fill(paper);
  if (scene.deep) drawDeep(one, scene, paper);
  else drawFlat(one, scene);
  context.putImageData(one.image, -margin, -margin);
}

function drawFlat({ indices, tones, shapes, stamps, words, image, margin }, { pixels, ratio, side }) {
  const size = Math.max(1, Math.round(side * ratio * FINE)), edge = room(size);
  const right = image.width - edge, bottom = image.height - edge;
  for (let turn = 0; turn < indices.length; turn += 1) {
    const index = indices[turn], x = pixels.x[index] * ratio + margin, y = pixels.y[index] * ratio + margin;
    if (!(x > edge && y > edge && x < right && y < bottom)) continue;
    stampDown(words, image.width, stampOf(stamps, image.width, shapes[index], size, x, y), x, y, tones[index]);
  }
}

/** In space: from the back to the front, smaller and nearer to paper at the back. */
function drawDeep(one, { pixels, ratio, side, depth }, paper) {
  const { tones, shapes, stamps, words, image, margin } = one, order = backToFront(one, pixels.away, depth);
  for (let turn = 0; turn < order.length; turn += 1) {
    const index = order[turn], x = pixels.x[index] * ratio + margin, y = pixels.y[index] * ratio + margin, away = pixels.away[index];
    const size = Math.max(1, Math.round((side * ratio * FINE) / away)), edge = room(size);
    if (!(x > edge && y > edge && x < image.width - edge && y < image.height - edge)) continue;
    const lost = Math.min(1, Math.max(0, (away - depth[0]) * depth[1])) * LOST, tone = tones[index];
    const faded = mix(tone, paper, Math.round(lost * 256)) | (tone & 0xff000000);
    stampDown(words, image.width, stampOf(stamps, image.width, shapes[index], size, x, y), x, y, faded);
  }
}

/** How far from an edge of the memory a point's middle must be. */
function room(size) {
  return (size / FINE / 2) * 1.2 + 2;
}

/** The colour between two words, `share` of 256 parts the second; the strength is left out. */
function mix(one, other, share) {
  const rest = 256 - share;
  return ((((one & 0xff00ff) * rest + (other & 0xff00ff) * share) >>> 8) & 0xff00ff) | ((((one & 0xff00) * rest + (other & 0xff00) * share) >>> 8) & 0xff00);
}

function stampDown(words, across, { offsets, covers }, x, y, tone) {
  const start = (y | 0) * across + (x | 0), strength = tone >>> 24, redBlue = tone & 0xff00ff, green = tone & 0xff00;
  for (let cell = 0; cell < offsets.length; cell += 1) {
    const share = (covers[cell] * strength) >>> 8, rest = 256 - share, at = start + offsets[cell], old = words[at];
    words[at] = 0xff000000 | ((((old & 0xff00ff) * rest + redBlue * share) >>> 8) & 0xff00ff) | ((((old & 0xff00) * rest + green * share) >>> 8) & 0xff00);
  }
}

/** The indices by distance, the farthest first: counted into levels, which takes 1 ms for 70,000. */
function backToFront({ indices, sorted }, away, [from, per]) {
  const starts = new Uint32Array(LEVELS + 1), levels = new Uint16Array(indices.length);
  for (let at = 0; at < indices.length; at += 1) {
    const share = Math.min(1, Math.max(0, (away[indices[at]] - from) * per)), level = ((1 - share) * (LEVELS - 1)) | 0;
    levels[at] = level;
    starts[level + 1] += 1;
  }
  for (let at = 1; at <= LEVELS; at += 1) starts[at] += starts[at - 1];
  for (let at = 0; at < indices.length; at += 1) {
    sorted[starts[levels[at]]] = indices[at];
    starts[levels[at]] += 1;
  }
  return sorted;
}

/** Which pixels a point covers and how much (0 to 256): by its shape, its size and where in a pixel it is. */
function stampOf(stamps, across, shape, size, x, y) {
  const phase = (((x - (x | 0)) * PHASES) | 0) * PHASES + (((y - (y | 0)) * PHASES) | 0);
  const sizes = (stamps[shape] ??= []), phases = (sizes[size] ??= []);
  return (phases[phase] ??= made(across, shape, size / FINE / 2, phase));
}

function made(across, shape, radius, phase) {
  const x = (Math.floor(phase / PHASES) + 0.5) / PHASES, y = ((phase % PHASES) + 0.5) / PHASES;
  const reach = Math.ceil(radius * 1.2 + 0.5), offsets = [], covers = [];
  for (let row = -reach; row <= reach; row += 1) {
    for (let column = -reach; column <= reach; column += 1) {
      const depth = inside(shape, (column + 0.5 - x) / radius, (row + 0.5 - y) / radius) * radius + 0.5;
      const cover = Math.round(Math.min(1, Math.max(0, depth)) * 256);
      if (cover < 6) continue;
      offsets.push(row * across + column);
      covers.push(cover);
    }
  }
  return { offsets: Int32Array.from(offsets), covers: Uint16Array.from(covers) };
}
