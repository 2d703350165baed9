// Draws the lines of a chart over steps. The texts around them are HTML (see chart.js).

import { tracePath } from "./scale.js";

const MARK = 5;

function drawGrid(context, chart, box, toY, theme) {
  context.strokeStyle = theme.border;
  context.lineWidth = 1;
  context.beginPath();
  for (const [value] of chart.y.ticks) {
    const y = Math.round(toY(value)) + 0.5;
    context.moveTo(box.left, y);
    context.lineTo(box.right, y);
  }
  context.stroke();
}

function drawReference(context, reference, box, toY, theme) {
  const y = Math.round(toY(reference.value)) + 0.5;
  context.strokeStyle = theme.secondary;
  context.lineWidth = 1;
  context.setLineDash([4, 4]);
  context.beginPath();
  context.moveTo(box.left, y);
  context.lineTo(box.right, y);
  context.stroke();
  context.setLineDash([]);
}

function drawBand(context, band, steps, toX, toY, mode) {
  const count = steps.length;
  context.beginPath();
  for (let at = 0; at < count; at += 1) context.lineTo(toX(steps[at]), toY(band.high.data[at]));
  for (let at = count - 1; at >= 0; at -= 1) {
    context.lineTo(toX(steps[at]), toY(band.low.data[at]));
  }
  context.globalAlpha = band.opacity;
  context.fillStyle = band.colour[mode];
  context.fill();
}

function drawDot(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Index of the last value that is finite; -1 if there is none. */
export function lastFinite(values) {
  return values.findLastIndex((value) => Number.isFinite(value));
}

function drawLine(context, line, steps, toX, toY, mode) {
  const values = line.values.data;
  context.globalAlpha = line.opacity * (line.faded ? 0.35 : 1);
  context.strokeStyle = line.colour[mode];
  context.fillStyle = line.colour[mode];
  context.lineWidth = line.width;
  context.lineJoin = "round";
  context.setLineDash(line.dash);
  context.beginPath();
  tracePath(context, steps, values, toX, toY);
  context.stroke();
  context.setLineDash([]);
  const last = lastFinite(values);
  if (last < 0) return;
  if (line.dot) drawDot(context, toX(steps[last]), toY(values[last]), 3);
  else if (last === 0) drawDot(context, toX(steps[0]), toY(values[0]), line.width);
}

// Many faint lines in 16 bits: 0 and 30,000 are the ends of the axis, the least number is a gap.
function drawRuns(context, { colour, width, opacity, every, values }, steps, box, toX, mode) {
  const [count, points] = values.shape;
  const toY = (value) => box.bottom - (value / 30000) * (box.bottom - box.top);
  const xs = Array.from({ length: points }, (_, at) => toX(steps[at * every]));
  context.globalAlpha = opacity;
  context.strokeStyle = colour[mode];
  context.lineWidth = width;
  context.lineJoin = "round";
  for (let run = 0; run < count; run += 1) {
    const own = values.data.subarray(run * points, (run + 1) * points);
    const ys = Array.from(own, (value) => (value === -32768 ? NaN : toY(value)));
    context.beginPath();
    tracePath(context, xs, ys, (x) => x, (y) => y);
    context.stroke();
  }
}

/** A triangle on a line: down for a death, up for a revival. */
function drawMark(context, mark, toX, toY, theme) {
  const [x, y] = [toX(mark.step), toY(mark.value)];
  if (!Number.isFinite(y)) return;
  const tip = mark.down ? MARK : -MARK;
  context.beginPath();
  context.moveTo(x, y + tip);
  context.lineTo(x - MARK, y - tip);
  context.lineTo(x + MARK, y - tip);
  context.closePath();
  context.lineWidth = 1.5;
  context.fillStyle = mark.down ? mark.colour[theme.mode] : theme.background;
  context.strokeStyle = mark.down ? theme.background : mark.colour[theme.mode];
  context.fill();
  context.stroke();
}

/** Grid, a line to compare with, bands, lines and end dots of `chart` inside `box` ({ left, right, top, bottom }). */
export function drawSeries(context, chart, box, toX, toY, theme) {
  const steps = chart.steps.data;
  drawGrid(context, chart, box, toY, theme);
  if (chart.reference) drawReference(context, chart.reference, box, toY, theme);
  context.save();
  context.beginPath();
  context.rect(box.left - 4, box.top - 4, box.right - box.left + 8, box.bottom - box.top + 8);
  context.clip();
  for (const band of chart.bands) drawBand(context, band, steps, toX, toY, theme.mode);
  for (const runs of chart.runs ?? []) drawRuns(context, runs, steps, box, toX, theme.mode);
  for (const line of chart.lines) drawLine(context, line, steps, toX, toY, theme.mode);
  context.globalAlpha = 1;
  for (const mark of chart.marks ?? []) drawMark(context, mark, toX, toY, theme);
  context.restore();
}
