// Lines of equal value through a field: marching squares (Maple 2003 describes it), with linear interpolation.

/** The line where the field crosses `level`, as an SVG path. at(row, column) -> [x, y]; rows, columns: fractions. */
export function contour(values, rows, columns, level, at) {
  const parts = [];
  for (let row = 0; row < rows - 1; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const start = row * columns + column;
      const square = [values[start], values[start + 1], values[start + columns + 1], values[start + columns]];
      for (const [from, to] of crossings(square, level)) {
        const [x1, y1] = at(row + from[0], column + from[1]), [x2, y2] = at(row + to[0], column + to[1]);
        parts.push(`M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`);
      }
    }
  }
  return parts.join("");
}

/** The segments through one square, its corners in the order (0,0), (0,1), (1,1), (1,0) of (row, column). */
function crossings([a, b, c, d], level) {
  const above = (a > level) + (b > level) * 2 + (c > level) * 4 + (d > level) * 8;
  if (above === 0 || above === 15 || ![a, b, c, d].every(Number.isFinite)) return [];
  const share = (from, to) => (level - from) / (to - from);
  const first = () => [0, share(a, b)], right = () => [share(b, c), 1], last = () => [1, share(d, c)], left = () => [share(a, d), 0];
  switch (above) {
    case 1: case 14: return [[left(), first()]];
    case 2: case 13: return [[first(), right()]];
    case 4: case 11: return [[right(), last()]];
    case 8: case 7: return [[last(), left()]];
    case 3: case 12: return [[left(), right()]];
    case 6: case 9: return [[first(), last()]];
    default: return saddle(above === 5, (a + b + c + d) / 4 > level, { first: first(), right: right(), last: last(), left: left() });
  }
}

/** Two opposite corners are above: the mean of the square decides which of the two pairs of lines it is. */
function saddle(ends, middle, { first, right, last, left }) {
  return ends === middle ? [[left, last], [first, right]] : [[left, first], [right, last]];
}
