// Draws the sum over its target, and the parts below it.

import { sampled } from "./hinge_lines.js";
import { createScale } from "./scale.js";

const PIXELS = { toX: (x) => x, toY: (y) => y };

/** Where the lines of a plot stand, and its scales. Both plots have the same left edge. */
export function plotBox(context, width, height, { x, y, lift }, theme, axis) {
  context.font = `${theme.axis}px ${theme.family}`;
  const texts = [...y.ticks, ...lift.ticks].map(([, text]) => context.measureText(text).width);
  const box = {
    left: Math.ceil(Math.max(...texts)) + 8,
    right: width - 10,
    top: 0.7 * theme.axis,
    bottom: Math.round(height - 1.6 * theme.axis),
  };
  return {
    box,
    toX: createScale(x, box.left, box.right),
    toY: createScale(axis, box.bottom, box.top),
  };
}

function stroke(context, points, { toX, toY }, look) {
  context.strokeStyle = look.colour;
  context.lineWidth = look.width;
  context.globalAlpha = look.opacity ?? 1;
  context.setLineDash(look.dash ?? []);
  context.lineJoin = "round";
  context.beginPath();
  for (const [x, y] of points) context.lineTo(toX(x), toY(y));
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function ground(context, { box, toX, toY }, axis, theme, place) {
  const { border, secondary } = theme;
  for (const [value] of axis.ticks) {
    const y = Math.round(toY(value)) + 0.5;
    stroke(context, [[box.left, y], [box.right, y]], PIXELS, { colour: border, width: 1 });
  }
  if (place === null) return;
  const x = Math.round(toX(place)) + 0.5;
  const look = { colour: secondary, width: 1, dash: [2, 3] };
  stroke(context, [[x, box.top], [x, box.bottom]], PIXELS, look);
}

function within(context, { box }, paint) {
  context.save();
  context.beginPath();
  context.rect(box.left - 3, box.top - 6, box.right - box.left + 6, box.bottom - box.top + 12);
  context.clip();
  paint();
  context.restore();
}

/** Texts of both axes of a plot. */
export function axisItems({ box, toX, toY }, x, axis, height, theme) {
  const below = height - 0.62 * theme.axis;
  const across = x.ticks.map(([value, text]) => ({ text, x: toX(value), y: below }));
  const down = axis.ticks.map(([value, text]) => (
    { text, x: box.left - 6, y: toY(value), align: "end" }
  ));
  return [...across, ...down];
}

/** The target and the sum of the first parts; where all stand there, the largest error as well. */
export function drawSum(context, scene, frame) {
  const { view, source, truth, shown, theme, fresh } = scene;
  const place = shown && shown < source.count ? source.place(shown - 1) : null;
  ground(context, frame, view.y, theme, place);
  within(context, frame, () => {
    const target = sampled(truth, [view.x.low, view.x.high]);
    stroke(context, target, frame, { colour: theme.secondary, width: 5, opacity: 0.45 });
    const colour = view.colour[theme.mode];
    stroke(context, source.sum(shown), frame, { colour, width: 2.5 });
    if (fresh && view.worst && shown === source.count) drawWorst(context, view.worst, frame, theme);
  });
}

function drawWorst(context, { x, truth, value }, frame, theme) {
  const points = [[x, truth], [x, value]];
  stroke(context, points, frame, { colour: theme.text, width: 2 });
}

function partColour(source, at, theme) {
  return source.idle(at) ? theme.secondary : theme.classes[source.rises(at) ? 1 : 0];
}

/** Every part: those that are added, the last one of them strong, and the others faint. */
export function drawParts(context, scene, frame) {
  const { view, source, shown, theme } = scene;
  const place = shown && shown < source.count ? source.place(shown - 1) : null;
  ground(context, frame, view.lift, theme, place);
  within(context, frame, () => {
    for (let at = source.count - 1; at >= 0; at -= 1) {
      const colour = partColour(source, at, theme);
      const look = at < shown ? { width: 1.5, opacity: 0.75 } : { width: 1, opacity: 0.22 };
      if (at !== shown - 1 || shown === source.count) {
        stroke(context, source.body(at), frame, { ...look, colour });
      }
    }
    if (shown === 0 || shown === source.count) return;
    const colour = partColour(source, shown - 1, theme);
    stroke(context, source.part(shown - 1), frame, { colour, width: 3 });
  });
}
