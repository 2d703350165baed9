// The points of a drawing: whole numbers from 0 to 4095 on both axes, and a class each.

export const LEVELS = 4095;

/** Points as text, "class,x,y;class,x,y". */
export function written(points) {
  return points.map(({ kind, x, y }) => `${kind},${x},${y}`).join(";");
}

/** The reverse of `written`. */
export function read(text) {
  return text.split(";").filter(Boolean).map((part) => {
    const [kind, x, y] = part.split(",").map(Number);
    return { kind, x, y };
  });
}

/** A point at shares of the plane's width and height, both from the left and the bottom. */
export function pointAt(kind, across, up) {
  const code = (share) => Math.round(LEVELS * Math.max(0, Math.min(share, 1)));
  return { kind, x: code(across), y: code(up) };
}

/** How far apart two points are, as a share of the plane's width. */
export function away(one, other) {
  return Math.hypot(one.x - other.x, one.y - other.y) / LEVELS;
}

/** The points that lie farther than `reach` from a place. */
export function without(points, place, reach) {
  return points.filter((point) => away(point, place) > reach);
}

/** How many points each class has. */
export function counts(points, classes) {
  const found = Array(classes).fill(0);
  for (const { kind } of points) found[kind] += 1;
  return found;
}

/** Classes that can be chosen: those that have points, one more, and two at least. */
export function offered(points, classes) {
  const used = counts(points, classes).findLastIndex(Boolean) + 1;
  return Math.min(classes, Math.max(2, used + 1));
}

/** The drawing, with what undo goes back to. */
export function createDrawing(points, most) {
  let now = points;
  let before = [];
  let stroke = null;
  return {
    points: () => now,
    canUndo: () => before.length > 0,
    full: () => now.length >= most,
    /** What follows until `end` is undone at once. */
    begin() {
      stroke = now;
    },
    change(next) {
      now = next.slice(0, most);
    },
    end() {
      if (stroke !== null && stroke !== now) before = [...before.slice(-99), stroke];
      stroke = null;
    },
    undo() {
      if (before.length) now = before.pop();
    },
  };
}
