// A net's number along a line, with the true curve, the samples and the range that they cover.

import { drawDots } from "./samples.js";
import { createScale, tracePath } from "./scale.js";

/** The inside of the graph between its axes. */
export function graphBox(context, width, height, plane, theme) {
  context.font = `${theme.axis}px ${theme.family}`;
  const widest = Math.max(...plane.y_ticks.map(([, text]) => context.measureText(text).width));
  const bottom = Math.round(height - 1.5 * theme.axis);
  return { left: Math.ceil(widest) + 6, right: width, top: 0.5 * theme.axis, bottom };
}

function drawGround(context, plane, box, toX, toY, theme) {
  const [from, to] = plane.covered.map(toX);
  context.globalAlpha = 0.35;
  context.fillStyle = theme.border;
  context.fillRect(box.left, box.top, from - box.left, box.bottom - box.top);
  context.fillRect(to, box.top, box.right - to, box.bottom - box.top);
  context.globalAlpha = 1;
  context.strokeStyle = theme.border;
  context.lineWidth = 1;
  context.beginPath();
  for (const [value] of plane.y_ticks) {
    const y = Math.round(toY(value)) + 0.5;
    context.moveTo(box.left, y);
    context.lineTo(box.right, y);
  }
  context.stroke();
}

function strokeCurve(context, xs, ys, toX, toY, { colour, width, dash = [] }) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dash);
  context.beginPath();
  tracePath(context, xs, ys, toX, toY);
  context.stroke();
  context.setLineDash([]);
}

function tickItems(plane, box, height, toX, toY, theme) {
  const below = height - 0.62 * theme.axis;
  const across = plane.x_ticks.map(([value, text]) => ({ text, x: toX(value), y: below }));
  const down = plane.y_ticks.map(([value, text]) => (
    { text, x: box.left - 5, y: toY(value), align: "end" }
  ));
  return [...across, { text: "x", x: box.right - 2, y: below, align: "end" }, ...down];
}

/** From coordinates and numbers to places on the graph. */
export function graphScales(box, plane) {
  return {
    toX: createScale({ low: plane.x[0], high: plane.x[1] }, box.left, box.right),
    toY: createScale({ low: plane.y[0], high: plane.y[1] }, box.bottom, box.top),
  };
}

/** Draws the curves over the samples; returns the texts of both axes. */
export function drawGraph(context, width, height, { net, field, plane, samples, theme }) {
  const box = graphBox(context, width, height, plane, theme);
  const { toX, toY } = graphScales(box, plane);
  const count = field.curve.data.length;
  const [first, last] = plane.x;
  const xs = Array.from({ length: count }, (_, at) => first + (at / (count - 1)) * (last - first));
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.clip();
  drawGround(context, plane, box, toX, toY, theme);
  drawDots(context, samples, Math.max(2, width / 130), toX, toY, theme);
  strokeCurve(context, xs, plane.truth.data, toX, toY, { colour: theme.secondary, width: 1.5 });
  const look = { colour: net.colour[theme.mode], width: 2.25, dash: net.dash };
  strokeCurve(context, xs, field.curve.data, toX, toY, look);
  context.restore();
  return tickItems(plane, box, height, toX, toY, theme);
}
