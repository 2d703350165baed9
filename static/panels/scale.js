// From values to pixels.

/** A function value -> place between `from` and `to`, linear or logarithmic in [low, high]. */
export function createScale({ scale = "linear", low, high }, from, to) {
  const measure = scale === "log" ? Math.log10 : (value) => value;
  const start = measure(low);
  const span = measure(high) - start || 1;
  return (value) => from + ((measure(value) - start) / span) * (to - from);
}

/** Smallest and largest finite value of several arrays; null if there is none. */
export function extent(arrays) {
  let low = Infinity;
  let high = -Infinity;
  for (const values of arrays) {
    for (const value of values) {
      if (Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  return low <= high ? [low, high] : null;
}

/** Index of the entry of ascending `values` that is nearest to `wanted`; -1 if there is none. */
export function nearestIndex(values, wanted) {
  let best = -1;
  for (let index = 0; index < values.length; index += 1) {
    const closer = best < 0 || Math.abs(values[index] - wanted) < Math.abs(values[best] - wanted);
    if (closer) best = index;
  }
  return best;
}

/** Adds the points to the current path; a value that is not finite leaves a gap. */
export function tracePath(context, xs, ys, toX, toY) {
  let drawing = false;
  for (let index = 0; index < ys.length; index += 1) {
    const y = toY(ys[index]);
    if (!Number.isFinite(y)) {
      drawing = false;
      continue;
    }
    if (drawing) context.lineTo(toX(xs[index]), y);
    else context.moveTo(toX(xs[index]), y);
    drawing = true;
  }
}
