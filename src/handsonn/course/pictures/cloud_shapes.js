// The outline of a point, by one formula for the graphics card and for the processor.

export const SHAPES = ["disc", "square", "triangle", "diamond", "cross"];
/** Up to so many points each class has a shape; more are too small to show one. */
export const SHAPED = 2500;

/** How far inside the outline a place is, in radii; x to the right, y down, from the middle, in radii. */
export function inside(shape, x, y) {
  const right = Math.abs(x), up = Math.abs(y);
  if (shape === 1) return 0.85 - Math.max(right, up);
  if (shape === 2) return Math.min(0.8 - y, ((y + 1.1) * 1.05 - right * 1.9) / 2.17);
  if (shape === 3) return (1.15 - right - up) * 0.707;
  if (shape === 4) return Math.max(Math.min(1.05 - right, 0.4 - up), Math.min(0.4 - right, 1.05 - up));
  return 1 - Math.hypot(x, y);
}

/** The same for a fragment shader. */
export const INSIDE = `
float inside(int shape, vec2 at) {
  vec2 far = abs(at);
  if (shape == 1) return 0.85 - max(far.x, far.y);
  if (shape == 2) return min(0.8 - at.y, ((at.y + 1.1) * 1.05 - far.x * 1.9) / 2.17);
  if (shape == 3) return (1.15 - far.x - far.y) * 0.707;
  if (shape == 4) return max(min(1.05 - far.x, 0.4 - far.y), min(0.4 - far.x, 1.05 - far.y));
  return 1.0 - length(at);
}`;

/** The shape's corners as a path of SVG in a box of 14 by 14. */
export function shapePath(shape) {
  const corners = {
    1: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
    2: [[0, -1.1], [1.05, 0.8], [-1.05, 0.8]],
    3: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
    4: [[-0.4, -1.05], [0.4, -1.05], [0.4, -0.4], [1.05, -0.4], [1.05, 0.4], [0.4, 0.4], [0.4, 1.05], [-0.4, 1.05], [-0.4, 0.4], [-1.05, 0.4], [-1.05, -0.4], [-0.4, -0.4]],
  }[shape];
  if (!corners) return "M12 7A5 5 0 1 1 2 7A5 5 0 1 1 12 7Z";
  return `M${corners.map(([x, y]) => `${7 + x * 5} ${7 + y * 5}`).join("L")}Z`;
}
