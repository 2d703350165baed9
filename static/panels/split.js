// The gradient of one net by cause: from the output at the right back to the first layer, each
// layer's weights and slope move the signal up or down by their logarithm. At the left stands what
// all weights and all slopes do together.

import { createColumns, createMeasure, fitting, nameItems } from "./columns.js";
import { element, setAttributes, setText, textLayer } from "./dom.js";
import { createScale } from "./scale.js";
import { createSurface } from "./surface.js";
import { createHeading, createSentence } from "./words.js";

const ROWS = ["× weights", "× slope", "= signal"];
const LEADING = 1.32;

function drawGrid(context, y, box, toY, theme) {
  context.strokeStyle = theme.border;
  context.lineWidth = 1;
  context.beginPath();
  for (const [value] of y.ticks) {
    const at = Math.round(toY(value)) + 0.5;
    context.moveTo(box.left, at);
    context.lineTo(box.right, at);
  }
  context.stroke();
}

function drawArrow(context, x, from, to, width, colour) {
  const length = Math.abs(to - from);
  const head = Math.min(length, 1.3 * width);
  const wing = Math.max(width / 2, Math.min(1.1 * width, head));
  const back = to + Math.sign(from - to) * head;
  context.fillStyle = colour;
  context.fillRect(x - width / 2, Math.min(from, back), width, Math.abs(back - from));
  context.beginPath();
  context.moveTo(x, to);
  context.lineTo(x - wing, back);
  context.lineTo(x + wing, back);
  context.fill();
  // A factor near 1 has no arrow to speak of, but it is there.
  if (length < 2) context.fillRect(x - width / 2, Math.min(from, to) - 1, width, 2);
}

function drawLevel(context, from, to, y, theme) {
  context.strokeStyle = theme.secondary;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(from, y);
  context.lineTo(to, y);
  context.stroke();
}

function drawDot(context, x, y, colour) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.fill();
}

// From `start` to `end` in pixels, by way of the level that the weights lead to.
function drawFactors(context, levels, start, end, width, colour, theme) {
  if (!levels.every(Number.isFinite)) return;
  const [arrives, behind, signal] = levels;
  const [atWeights, atSlope] = [0.34, 0.66].map((share) => start + share * (end - start));
  drawLevel(context, start, atWeights, arrives, theme);
  drawLevel(context, atWeights, atSlope, behind, theme);
  drawLevel(context, atSlope, end, signal, theme);
  drawArrow(context, atWeights, arrives, behind, width, theme.secondary);
  drawArrow(context, atSlope, behind, signal, width, colour);
}

function drawSteps(context, split, columns, toY, theme) {
  const signal = split.signal.data;
  const width = Math.max(2.5, Math.min(0.13 * columns.pitch, 11));
  for (let layer = signal.length - 2; layer >= 0; layer -= 1) {
    const levels = [signal[layer + 1], split.between.data[layer], signal[layer]].map(toY);
    const [start, end] = [columns.middle(layer + 1), columns.middle(layer)];
    const colour = split.colours[layer][theme.mode];
    drawFactors(context, levels, start, end, width, colour, theme);
  }
  signal.forEach((value, index) => {
    const colour = split.colours[index]?.[theme.mode] ?? theme.text;
    if (Number.isFinite(value)) drawDot(context, columns.middle(index), toY(value), colour);
  });
}

function drawTotal(context, split, box, toY, theme) {
  const signal = split.signal.data;
  const levels = [signal.at(-1), split.total.between, signal[0]].map((v) => toY(v ?? NaN));
  const colour = split.colours[0][theme.mode];
  drawFactors(context, levels, box.first - 8, box.left, 11, colour, theme);
  context.fillStyle = theme.border;
  context.fillRect(Math.round(box.first), box.top, 1, box.bottom - box.top);
}

function rowItems(split, box, columns, theme, measure) {
  const hue = split.colours[0]?.[theme.mode] ?? theme.text;
  const colours = [theme.secondary, hue, theme.text];
  const texts = [split.weights, split.slopes, split.signals];
  const totals = split.total ? [split.total.weights, split.total.slopes, split.total.whole] : [];
  return texts.flatMap((row, at) => {
    const y = box.bottom + (at + 1.85) * LEADING * theme.axis;
    const shift = at < 2 ? columns.pitch / 2 : 0;
    const label = { text: ROWS[at], x: box.left - 8, y, align: "end", colour: colours[at] };
    const items = fitting(row, columns.pitch, measure).map(({ text, index }) => (
      { text, x: columns.middle(index) + shift, y, colour: colours[at] }
    ));
    const total = { text: totals[at], x: (box.left + box.first) / 2, y, colour: colours[at] };
    return row.length ? [label, total, ...items] : [];
  });
}

function tickItems(split, box, toY) {
  return split.y.ticks.map(([value, text]) => (
    { text, x: box.left - 8, y: toY(value), align: "end" }
  ));
}

// From `left` to `first` stands the total, from there to `right` the layers.
function boxOf(split, width, height, theme, measure) {
  const widest = (texts) => Math.max(...texts.map(measure));
  const left = widest([...ROWS, ...split.y.ticks.map(([, text]) => text)]) + 10;
  const { total } = split;
  const room = total ? widest([total.weights, total.slopes, total.whole, "in all"]) + 24 : 0;
  return {
    left,
    first: left + Math.max(room, total ? 56 : 0),
    right: width,
    top: 0.6 * theme.axis,
    bottom: height - (ROWS.length + 1.5) * LEADING * theme.axis,
  };
}

/** A panel; update(split, net, theme). */
export function createSplit() {
  let scene = null;
  const name = element("span", "name");
  const headline = element("span", "headline");
  const caption = element("span", "caption");
  const head = element("h2", "net", name, " ", headline, " ", caption);
  const heading = createHeading();
  const sentence = createSentence();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);
  const ticks = textLayer(plot, "tick");

  function draw(context, width, height) {
    if (!scene) return;
    const { split, theme } = scene;
    const measure = createMeasure(context, theme);
    const box = boxOf(split, width, height, theme, measure);
    const columns = createColumns(split.layers.length, box.first, box.right);
    const toY = createScale(split.y, box.bottom, box.top);
    drawGrid(context, split.y, box, toY, theme);
    if (split.total) drawTotal(context, split, box, toY, theme);
    drawSteps(context, split, columns, toY, theme);
    const names = box.bottom + 0.85 * LEADING * theme.axis;
    const total = { text: split.total ? "in all" : "", x: (box.left + box.first) / 2, y: names };
    ticks([
      ...tickItems(split, box, toY),
      total,
      ...nameItems(split.layers, columns, names, measure),
      ...rowItems(split, box, columns, theme, measure),
    ]);
  }

  return {
    element: element("article", "split", head, heading.element, plot, sentence.element),
    update(split, net, theme) {
      scene = { split, theme };
      setText(name, net.name);
      name.style.color = net.colour[theme.mode];
      setText(headline, net.headline);
      setText(caption, net.caption);
      heading.update(split);
      sentence.update(split);
      setAttributes(surface.canvas, { "aria-label": split.aria });
      plot.classList.toggle("faded", Boolean(split.faded));
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
