// The links of a net: curves, orange where the weight is negative and blue where it is positive.

import { linkWidth } from "./net_places.js";

// Where links are many, each is fainter: else they run together.
const FAINT = 0.2;
const FEW = 64;

/** Colour of a link by the sign of its weight; a block of inputs has none. */
export function linkColour(weight, block, theme) {
  if (block) return theme.secondary;
  return theme.classes[weight < 0 ? 0 : 1];
}

function strokeLink(context, { from, to }, start, end) {
  const middle = (from + to) / 2;
  context.beginPath();
  context.moveTo(from, start);
  context.bezierCurveTo(middle, start, middle, end, to, end);
  context.stroke();
}

/** Draws all links between two columns; `strong(row, next)` says which stand out. */
export function drawLinks(context, link, ends, theme, strong) {
  const { weights, block } = link;
  const [rows, columns] = weights.shape;
  const faint = FAINT * Math.sqrt(Math.min(1, FEW / (rows * columns)));
  context.lineCap = "butt";
  for (const wanted of [false, true]) {
    context.globalAlpha = wanted ? 1 : faint;
    for (let row = 0; row < rows; row += 1) {
      for (let next = 0; next < columns; next += 1) {
        const weight = weights.data[row * columns + next];
        if (!Number.isFinite(weight) || strong(row, next) !== wanted) continue;
        context.strokeStyle = linkColour(weight, block, theme);
        context.lineWidth = linkWidth(weight);
        strokeLink(context, ends, ends.starts[row], ends.ends[next]);
      }
    }
  }
  context.globalAlpha = 1;
}
