// Points drawn by the graphics card: WebGL 2, every array uploaded once, drawn again from there.

import { INSIDE } from "./cloud_shapes.js";

const VERTEX = `#version 300 es
in vec3 place;
in vec4 tone;
in float form;
uniform mat4 camera;
uniform float side;
uniform vec2 depth;
uniform vec3 paper;
out vec4 ink;
out float radius;
flat out int shape;
void main() {
  gl_Position = camera * vec4(place, 1.0);
  float away = clamp((gl_Position.w - depth.x) * depth.y, 0.0, 1.0);
  ink = vec4(mix(tone.rgb, paper, away * 0.62), tone.a);
  radius = 0.5 * side / gl_Position.w;
  shape = int(form + 0.5);
  gl_PointSize = 2.0 * radius * 1.2 + 1.0;
}`;
const FRAGMENT = `#version 300 es
precision highp float;
in vec4 ink;
in float radius;
flat in int shape;
out vec4 colour;
${INSIDE}
void main() {
  vec2 at = (gl_PointCoord - 0.5) * (2.0 * radius * 1.2 + 1.0) / radius;
  float cover = clamp(inside(shape, at) * radius + 0.5, 0.0, 1.0);
  if (cover < 0.02) discard;
  colour = vec4(ink.rgb, 1.0) * (cover * ink.a);
}`;

/**
 * A painter on its own canvas: {canvas, points(points, shapes), tones(rgba), order(indices, faint), draw(scene)}.
 * null where this browser has no WebGL 2. redraw() is called when a lost context is back.
 */
export function glPainter(redraw) {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, powerPreference: "high-performance" });
  if (!gl) return null;
  const one = { canvas, gl, lost: false, kept: {}, count: 0, faint: 0, drawn: 0 };
  prepare(one);
  canvas.addEventListener("webglcontextlost", (event) => { event.preventDefault(); one.lost = true; });
  canvas.addEventListener("webglcontextrestored", () => {
    one.lost = false;
    prepare(one);
    for (const name of ["place", "tone", "form"]) if (one.kept[name]) upload(one, name, ...one.kept[name]);
    if (one.kept.order) uploadOrder(one);
    redraw();
  });
  return {
    kind: "gl",
    canvas,
    points: (points, shapes) => { upload(one, "place", points.values, points.shape[1], gl.FLOAT); upload(one, "form", shapes, 1, gl.UNSIGNED_BYTE); },
    tones: (rgba) => upload(one, "tone", rgba, 4, gl.UNSIGNED_BYTE),
    order: (indices, faint) => { one.kept.order = indices; one.faint = faint; uploadOrder(one); },
    draw: (scene) => draw(one, scene),
  };
}

function prepare(one) {
  const { gl } = one, program = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error(`the graphics card refused to draw points: ${gl.getProgramInfoLog(program)}`);
  one.program = program;
  one.buffers = { place: gl.createBuffer(), tone: gl.createBuffer(), form: gl.createBuffer(), order: gl.createBuffer() };
  one.at = Object.fromEntries(["camera", "side", "depth", "paper"].map((name) => [name, gl.getUniformLocation(program, name)]));
}

function upload(one, name, values, parts, type) {
  const { gl } = one, place = gl.getAttribLocation(one.program, name);
  one.kept[name] = [values, parts, type];
  gl.bindBuffer(gl.ARRAY_BUFFER, one.buffers[name]);
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, parts, type, name === "tone", 0, 0);
}

function uploadOrder(one) {
  const { gl, kept } = one;
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, one.buffers.order);
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, kept.order, gl.STATIC_DRAW);
  one.count = kept.order.length;
}

function draw(one, { matrix, width, height, ratio, side, paper, depth, deep }) {
  const { gl, canvas, at } = one;
  if (one.lost) return;
  const across = Math.round(width * ratio), down = Math.round(height * ratio);
  if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
  gl.viewport(0, 0, across, down);
  gl.clearColor(...paper.map((part) => part / 255), 1);
  gl.depthMask(true);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.useProgram(one.program);
  gl.uniformMatrix4fv(at.camera, false, matrix);
  gl.uniform1f(at.side, side * ratio);
  gl.uniform2f(at.depth, ...depth);
  gl.uniform3f(at.paper, ...paper.map((part) => part / 255));
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  if (deep) gl.enable(gl.DEPTH_TEST);
  else gl.disable(gl.DEPTH_TEST);
  const solid = () => part(one, one.faint, one.count - one.faint), faint = () => part(one, 0, one.faint);
  if (!deep) { faint(); solid(); return; }
  // In space a faint point behind a solid one is hidden by it, and hides nothing itself.
  solid();
  gl.depthMask(false);
  faint();
}

function part({ gl }, from, count) {
  if (count > 0) gl.drawElements(gl.POINTS, count, gl.UNSIGNED_INT, from * 4);
}
