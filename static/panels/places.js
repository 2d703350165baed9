// Where the texts of a layer's panel stand. `measure(text)` is a text's width in pixels.

import { formatTick } from "./format.js";

const CURVE_SHARE = 0.56;
// Below these sizes, in heights of the tick labels, a panel is dense.
const DENSE_HEIGHT = 7.7;
const DENSE_WIDTH = 12;
const TICK_GAP = 8;

/**
 * The heights of a panel, from top to bottom: curve zone, histogram zone, ticks. A dense panel has
 * no room for texts beside the curve.
 */
export function zones(width, height, axis) {
  const bottom = height - 1.52 * axis;
  const middle = CURVE_SHARE * bottom;
  const pad = Math.min(7, 0.1 * middle);
  const dense = height < DENSE_HEIGHT * axis || width < DENSE_WIDTH * axis;
  return { dense, top: pad, curveBottom: middle - 1.3 * pad, barTop: middle + 3, bottom };
}

function edges({ x, align }, length) {
  if (align === "start") return [x, x + length];
  return align === "end" ? [x - length, x] : [x - length / 2, x + length / 2];
}

/** Ticks of the z axis at half height `y`; every second one where all of them would crowd. */
export function tickItems(values, toX, width, y, measure) {
  const items = values.map((value) => {
    const x = toX(value);
    const align = x < 4 ? "start" : x > width - 4 ? "end" : "middle";
    return { text: formatTick(value), x, y, align };
  });
  const spans = items.map((item) => edges(item, measure(item.text)));
  const crowded = spans.some(([start], index) => index && start - spans[index - 1][1] < TICK_GAP);
  return items.filter((_, index) => !crowded || index % 2 === 0);
}

// Share and count on one line: the longest wording that fits; the share alone if none does.
function onOneLine(panel, width, measure) {
  const room = 0.45 * width;
  const longest = (...texts) => texts.find((text) => measure(text) <= room) ?? texts.at(-1);
  const { flat_left: left, flat_right: right, below, above } = panel;
  return [
    left && below ? longest(`◂ ${below} · ${left}`, `◂ ${left}`, left) : left,
    right && above ? longest(`${right} · ${above} ▸`, `${right} ▸`, right) : right,
  ];
}

/**
 * Flat shares at the top of the histogram (`head`), counts of values outside at its foot; all on
 * one line where the histogram is too low for two.
 */
export function shareItems(panel, width, { barTop, bottom }, axis, measure) {
  const low = bottom - barTop < 2.6 * axis;
  const foot = low ? barTop + 0.5 * axis : bottom - 0.75 * axis;
  const head = low ? foot : Math.min(barTop + 0.9 * axis, foot - 1.15 * axis);
  const { flat_left: left, flat_right: right, below, above } = panel;
  const shares = low ? onOneLine(panel, width, measure) : [left, right];
  const place = (text, y, x) => ({ text, y, x, align: x === 0 ? "start" : "end" });
  return {
    head,
    flat: [place(shares[0], head, 0), place(shares[1], head, width)],
    outside: [
      place(low && left ? null : below && `◂ ${below}`, foot, 0),
      place(low && right ? null : above && `${above} ▸`, foot, width),
    ],
  };
}
