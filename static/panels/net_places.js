// Where a net's columns, units and links stand, in pixels. Nothing here draws.

const LARGEST = 54;
const SMALLEST = 28;
const PITCH = { least: 50, most: 71, widest: 240 };
// Between columns; more where many links would run together.
const COLUMN = { few: 68, many: 108 };
const MANY = 9;
const OUTPUT = { least: 124, most: 190, share: 0.19 };
// Room beside a picture for its label.
const LABEL = 3.6;
// Names of inputs that are longer stand below their pictures, where no link is.
const LONG = 6;
// Between the end of a link and the picture: the bar of the bias.
const BAR = 8;

/**
 * Places of a net. `rows` has the number of pictures of each column, inputs first; `room` is what
 * the page has, { width, height }; the net may need more; `letters` are those of the longest name
 * of an input. Labels stand beside the pictures where
 * columns are far enough apart, else below them.
 */
export function netPlaces(rows, room, axis, letters = 0) {
  const out = Math.max(OUTPUT.least, Math.min(OUTPUT.share * room.width, OUTPUT.most));
  const most = Math.max(...rows);
  const least = most < MANY ? COLUMN.few : COLUMN.many;
  const pitch = Math.max(least, Math.min((room.width - out - BAR) / rows.length, PITCH.widest));
  const head = 3.1 * axis;
  const step = Math.max(PITCH.least, Math.min((room.height - head) / most, PITCH.most));
  const label = LABEL * axis;
  const wide = pitch >= LARGEST + label + 30;
  const under = wide && letters > LONG;
  const below = wide && !under ? 6 : 1.3 * axis + 3;
  const size = Math.floor(Math.max(SMALLEST, Math.min(LARGEST, step - below, pitch - 30)));
  const height = head + Math.max(most * step, room.height - head);
  const middle = head + (height - head) / 2;
  const lifted = (column) => !wide || (under && column === 0);
  const columns = rows.map((count, column) => ({
    x: Math.round(BAR + column * pitch),
    ys: Array.from({ length: count }, (_, row) => (
      Math.round(middle + (row - (count - 1) / 2) * step - (lifted(column) ? 0.6 * axis : 0))
    )),
  }));
  const x = Math.floor(BAR + rows.length * pitch);
  const output = { x, size: out - BAR };
  const gap = wide ? label : 0;
  return { size, pitch, gap, under, height, middle, wide, columns, output, width: x + out };
}

/** Where links arrive at the output: `count` places around the middle of its picture. */
export function portPlaces(count, middle, size) {
  const step = Math.min(22, (0.9 * size) / count);
  return Array.from({ length: count }, (_, port) => middle + (port - (count - 1) / 2) * step);
}

/** Ends of the links between two columns: { from, to, starts, ends }, ends being heights. */
export function linkEnds(places, column, ports) {
  const { columns, size, gap, under, output } = places;
  const next = columns[column + 1];
  return {
    from: columns[column].x + size + (under && column === 0 ? 0 : gap),
    to: (next ? next.x : output.x) - BAR,
    starts: columns[column].ys,
    ends: next ? next.ys : ports,
  };
}

/** Width of a link in pixels. */
export function linkWidth(weight) {
  return Math.max(0.4, Math.min(2.2 * Math.abs(weight), 6));
}

// The curve of a link: x and y at a share of its course; both ends are level.
const across = (t) => 1.5 * t * (1 - t) + t ** 3;
const along = (t) => t * t * (3 - 2 * t);

/** Height of a link at `x`, between its ends. */
export function linkHeight({ from, to }, start, end, x) {
  let [low, high] = [0, 1];
  for (let turn = 0; turn < 20; turn += 1) {
    const middle = (low + high) / 2;
    if (from + (to - from) * across(middle) < x) low = middle;
    else high = middle;
  }
  return start + (end - start) * along(low);
}

/** The link nearest to a point, as [row, next row]; null where none is within `reach`. */
export function nearestLink(ends, x, y, reach) {
  if (x < ends.from || x > ends.to) return null;
  const share = linkHeight(ends, 0, 1, x);
  let best = reach;
  let found = null;
  ends.starts.forEach((start, row) => ends.ends.forEach((end, next) => {
    const away = Math.abs(start + (end - start) * share - y);
    if (away < best) [best, found] = [away, [row, next]];
  }));
  return found;
}
