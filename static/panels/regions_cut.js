// The output of a net along a straight cut: straight pieces from break to break.

import { element, setAttributes, textLayer } from "./dom.js";
import { createScale } from "./scale.js";
import { createSurface } from "./surface.js";
import { createHeading } from "./words.js";

function drawZero(context, toY, left, right, theme) {
  context.strokeStyle = theme.secondary;
  context.setLineDash([4, 4]);
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, Math.round(toY(0)) + 0.5);
  context.lineTo(right, Math.round(toY(0)) + 0.5);
  context.stroke();
  context.setLineDash([]);
}

// One stroke for each piece: where an activation jumps, so does the output.
function drawPieces(context, { breaks, values }, toX, toY, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.beginPath();
  for (let at = 0; at + 1 < breaks.data.length; at += 1) {
    const [start, end] = [values.data[2 * at], values.data[2 * at + 1]];
    if (at === 0 || start !== values.data[2 * at - 1]) {
      context.moveTo(toX(breaks.data[at]), toY(start));
    }
    context.lineTo(toX(breaks.data[at + 1]), toY(end));
  }
  context.stroke();
}

function drawBreaks(context, { breaks, values }, toX, toY, theme) {
  context.fillStyle = theme.text;
  for (let at = 1; at + 1 < breaks.data.length; at += 1) {
    context.beginPath();
    context.arc(toX(breaks.data[at]), toY(values.data[2 * at]), 2.4, 0, 2 * Math.PI);
    context.fill();
  }
}

/** The chart; update({ heading, detail, aria, cut, y, colour }, theme). */
export function createCutChart() {
  let scene = null;
  const heading = createHeading();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);
  const ticks = textLayer(plot, "tick");

  function draw(context, width, height) {
    if (!scene) return;
    const { data, theme } = scene;
    const left = 4.2 * theme.axis * 0.6 + 8;
    const bottom = height - 1.6 * theme.axis;
    const toX = createScale({ low: 0, high: 1 }, left, width - 4);
    const toY = createScale(data.y, bottom, 6);
    drawZero(context, toY, left, width - 4, theme);
    drawPieces(context, data.cut, toX, toY, data.colour[theme.mode]);
    drawBreaks(context, data.cut, toX, toY, theme);
    const below = height - 0.6 * theme.axis;
    ticks([
      ...data.y.ticks.map(([value, text]) => ({ text, x: left - 6, y: toY(value), align: "end" })),
      { text: data.from, x: left, y: below, align: "start" },
      { text: data.to, x: width - 4, y: below, align: "end" },
    ]);
  }

  return {
    element: element("article", "chart cut-chart", heading.element, plot),
    update(data, theme) {
      scene = { data, theme };
      heading.update(data);
      setAttributes(surface.canvas, { "aria-label": data.aria });
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
