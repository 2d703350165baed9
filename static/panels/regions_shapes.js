// Convex polygons with corners from -32767 to 32767: which one has a point inside, and its place.

export const REACH = 32767;

const corner = ({ vertices }, at) => [vertices.data[2 * at], vertices.data[2 * at + 1]];

/** Whether polygon `index` has the point inside of it. */
export function contains(shapes, index, x, y) {
  const { starts } = shapes;
  const [first, end] = [starts.data[index], starts.data[index + 1]];
  let [fromX, fromY] = corner(shapes, end - 1);
  for (let at = first; at < end; at += 1) {
    const [toX, toY] = corner(shapes, at);
    if ((toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX) < 0) return false;
    [fromX, fromY] = [toX, toY];
  }
  return true;
}

/** The first polygon with the point inside of it; -1 if there is none. */
export function polygonAt(shapes, x, y) {
  const count = shapes.starts.data.length - 1;
  for (let index = 0; index < count; index += 1) {
    if (contains(shapes, index, x, y)) return index;
  }
  return -1;
}

/** The mean of the corners of polygon `index`, which lies inside of it. */
export function middleOf(shapes, index) {
  const [first, end] = [shapes.starts.data[index], shapes.starts.data[index + 1]];
  let [sumX, sumY] = [0, 0];
  for (let at = first; at < end; at += 1) {
    const [x, y] = corner(shapes, at);
    sumX += x;
    sumY += y;
  }
  return [sumX / (end - first), sumY / (end - first)];
}

// How far a ray from inside of a polygon goes in it.
function wayOut(shapes, index, [x, y], [stepX, stepY]) {
  const [first, end] = [shapes.starts.data[index], shapes.starts.data[index + 1]];
  let out = Infinity;
  let [fromX, fromY] = corner(shapes, end - 1);
  for (let at = first; at < end; at += 1) {
    const [toX, toY] = corner(shapes, at);
    const towards = (toX - fromX) * stepY - (toY - fromY) * stepX;
    if (towards < 0) {
      const inside = (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX);
      out = Math.min(out, -inside / towards);
    }
    [fromX, fromY] = [toX, toY];
  }
  return out;
}

/** The polygon behind the edge that a ray from the middle of `index` meets; -1 at the border. */
export function neighbourOf(shapes, index, direction) {
  const start = middleOf(shapes, index);
  const out = wayOut(shapes, index, start, direction);
  for (const past of [8, 40, 200]) {
    const [x, y] = start.map((value, axis) => value + (out + past) * direction[axis]);
    const found = polygonAt(shapes, x, y);
    if (found >= 0 && found !== index) return found;
  }
  return -1;
}
