// One number for each layer of a net, on a log scale: dots over the layers.

import { createColumns, createMeasure, fitting, nameItems } from "./columns.js";
import { element, setAttributes, textLayer } from "./dom.js";
import { createScale, tracePath } from "./scale.js";
import { createSurface } from "./surface.js";
import { createHeading, createSentence } from "./words.js";

function drawRules(context, profile, box, toY, theme) {
  const lines = profile.y.ticks.map(([value]) => ({ value, dash: [], colour: theme.border }));
  lines.push({ value: profile.reference.value, dash: [4, 4], colour: theme.secondary });
  context.lineWidth = 1;
  for (const { value, dash, colour } of lines) {
    const y = Math.round(toY(value)) + 0.5;
    context.strokeStyle = colour;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(box.left, y);
    context.lineTo(box.right, y);
    context.stroke();
  }
  context.setLineDash([]);
}

function drawDots(context, profile, columns, toY, theme) {
  const colour = profile.colour[theme.mode];
  const values = profile.values.data;
  const places = Array.from(values, (_, index) => index);
  context.strokeStyle = colour;
  context.lineWidth = 1.1;
  context.globalAlpha = 0.6;
  context.beginPath();
  tracePath(context, places, values, columns.middle, toY);
  context.stroke();
  context.globalAlpha = 1;
  context.fillStyle = colour;
  for (const index of places) {
    if (!Number.isFinite(toY(values[index]))) continue;
    context.beginPath();
    context.arc(columns.middle(index), toY(values[index]), 3.5, 0, 2 * Math.PI);
    context.fill();
  }
}

function valueItems(profile, columns, toY, theme, measure) {
  const values = profile.values.data;
  return fitting(profile.texts, columns.pitch, measure)
    .filter(({ index }) => Number.isFinite(toY(values[index])))
    .map(({ text, index }) => (
      { text, x: columns.middle(index), y: toY(values[index]) - 0.95 * theme.axis }
    ));
}

// The value to compare with has a tick of its own, unless one is there already.
function tickItems(profile, box, toY, axis) {
  const { reference, y } = profile;
  const near = (value) => Math.abs(toY(value) - toY(reference.value)) < 1.2 * axis;
  const own = y.ticks.some(([value]) => near(value)) ? [] : [[reference.value, reference.text]];
  return [...y.ticks, ...own].map(([value, text]) => (
    { text, x: box.left - 5, y: toY(value), align: "end" }
  ));
}

/** A panel; update(profile, theme). */
export function createProfile() {
  let scene = null;
  const heading = createHeading();
  const sentence = createSentence();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);
  const ticks = textLayer(plot, "tick");
  const numbers = textLayer(plot, "tick halo");

  function draw(context, width, height) {
    if (!scene) return;
    const { profile, theme } = scene;
    const { axis } = theme;
    const measure = createMeasure(context, theme);
    const beside = profile.y.ticks.map(([, text]) => measure(text));
    const box = {
      left: Math.max(2.7 * axis, ...beside) + 5,
      right: width,
      top: 1.4 * axis,
      bottom: height - 1.52 * axis,
    };
    const columns = createColumns(profile.layers.length, box.left, box.right);
    const toY = createScale(profile.y, box.bottom, box.top);
    drawRules(context, profile, box, toY, theme);
    drawDots(context, profile, columns, toY, theme);
    ticks([
      ...tickItems(profile, box, toY, axis),
      ...nameItems(profile.layers, columns, height - 0.62 * axis, measure),
    ]);
    numbers(valueItems(profile, columns, toY, theme, measure));
  }

  return {
    element: element("article", "chart profile", heading.element, plot, sentence.element),
    update(profile, theme) {
      scene = { profile, theme };
      heading.update(profile);
      sentence.update(profile);
      setAttributes(surface.canvas, { "aria-label": profile.aria });
      plot.classList.toggle("faded", Boolean(profile.faded));
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
