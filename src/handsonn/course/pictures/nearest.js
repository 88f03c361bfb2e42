// The nearest of many points on the screen: to a place, or from a point in a direction.

/** The index of the point nearest to (x, y) within reach, or null. points: {x, y}, each an array of pixels. */
export function nearest(points, x, y, reach) {
  let found = null, least = reach * reach;
  for (let index = 0; index < points.x.length; index += 1) {
    const across = points.x[index] - x, down = points.y[index] - y, distance = across * across + down * down;
    if (distance <= least) [found, least] = [index, distance];
  }
  return found;
}

/** The nearest point in a direction from point `from`: what lies aside counts three times; null: none is there. */
export function towards(points, from, [right, down]) {
  let found = null, least = Infinity;
  for (let index = 0; index < points.x.length; index += 1) {
    const x = points.x[index] - points.x[from], y = points.y[index] - points.y[from];
    const ahead = x * right + y * down, aside = Math.abs(x * down) + Math.abs(y * right), distance = ahead + 3 * aside;
    if (ahead > 0 && distance < least) [found, least] = [index, distance];
  }
  return found;
}
