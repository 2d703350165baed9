// Labels at line ends: they give way to each other, and keep their order while lines cross.

/**
 * The order of labels from top to bottom. `wanted` are their heights in pixels, `previous` the
 * order before (indices). Two labels swap only once their lines have visibly crossed, by an
 * eighth of a label height.
 */
export function labelOrder(wanted, previous, height) {
  const known = previous.filter((index) => index < wanted.length);
  if (known.length !== wanted.length) {
    return wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b]);
  }
  const order = [...known];
  for (let end = order.length - 1; end > 0; end -= 1) {
    for (let at = 0; at < end; at += 1) {
      const [above, below] = [order[at], order[at + 1]];
      if (wanted[above] - wanted[below] > height / 8) order.splice(at, 2, below, above);
    }
  }
  return order;
}

// Neighbouring blocks of labels merge until none overlaps: each block sits at its mean wish.
function spread(wishes) {
  const blocks = [];
  for (const wish of wishes) {
    blocks.push({ sum: wish, size: 1 });
    while (blocks.length > 1) {
      const [before, last] = blocks.slice(-2);
      if (before.sum / before.size <= last.sum / last.size) break;
      blocks.splice(-2, 2, { sum: before.sum + last.sum, size: before.size + last.size });
    }
  }
  return blocks.flatMap(({ sum, size }) => Array(size).fill(sum / size));
}

/** Places at least `height` apart, inside [top, bottom] where they fit, in the given order. */
export function placeLabels(wanted, order, height, top, bottom) {
  const wishes = order.map((index, rank) => wanted[index] - rank * height);
  const highest = bottom - (order.length - 1) * height;
  const places = Array(wanted.length);
  spread(wishes).forEach((place, rank) => {
    places[order[rank]] = Math.max(top, Math.min(place, highest)) + rank * height;
  });
  return places;
}
