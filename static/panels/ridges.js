// A histogram for each layer of a net, one below the other over the same axis.

import { createMeasure, fitting } from "./columns.js";
import { element, setAttributes, textLayer } from "./dom.js";
import { createScale } from "./scale.js";
import { createSurface } from "./surface.js";
import { createHeading, createSentence } from "./words.js";

function drawRow(context, counts, box, top, bottom, theme, colour) {
  const fullest = Math.max(...counts);
  const pitch = (box.right - box.left) / counts.length;
  context.fillStyle = theme.border;
  context.fillRect(box.left, Math.round(bottom) - 1, box.right - box.left, 1);
  context.globalAlpha = 0.85;
  context.fillStyle = colour;
  counts.forEach((count, bin) => {
    if (!(count > 0)) return;
    const height = Math.max(1.5, (count / fullest) * (bottom - top));
    context.fillRect(box.left + bin * pitch + 0.5, bottom - height, pitch - 1, height);
  });
  context.globalAlpha = 1;
}

function nameItems(ridges, box, pitch, axis) {
  const tall = () => 1.1 * axis;
  return fitting(ridges.layers, pitch, tall).map(({ text, index }) => (
    { text, x: box.left - 6, y: box.top + (index + 0.6) * pitch, align: "end" }
  ));
}

/** A panel; update(ridges, theme). */
export function createRidges() {
  let scene = null;
  const heading = createHeading();
  const sentence = createSentence();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);
  const ticks = textLayer(plot, "tick");

  function draw(context, width, height) {
    if (!scene) return;
    const { ridges, theme } = scene;
    const { axis } = theme;
    const measure = createMeasure(context, theme);
    const widest = (texts) => Math.max(0, ...texts.map(measure));
    const box = {
      left: widest(ridges.layers) + 8,
      right: width - widest(ridges.zeros) - 8,
      top: 2,
      bottom: height - 1.52 * axis,
    };
    const pitch = (box.bottom - box.top) / ridges.layers.length;
    const bins = ridges.counts.shape[1];
    ridges.layers.forEach((_, row) => {
      const counts = ridges.counts.data.subarray(row * bins, (row + 1) * bins);
      const bottom = box.top + (row + 1) * pitch;
      drawRow(context, counts, box, bottom - 0.9 * pitch, bottom, theme, ridges.colour[theme.mode]);
    });
    const toX = createScale(ridges.x, box.left, box.right);
    ticks([
      ...nameItems(ridges, box, pitch, axis),
      ...ridges.x.ticks.map(([value, text]) => ({ text, x: toX(value), y: height - 0.62 * axis })),
      ...fitting(ridges.zeros, pitch, () => 1.1 * axis).map(({ text, index }) => (
        { text, x: box.right + 6, y: box.top + (index + 0.6) * pitch, align: "start" }
      )),
    ]);
  }

  return {
    element: element("article", "chart ridges", heading.element, plot, sentence.element),
    update(ridges, theme) {
      scene = { ridges, theme };
      plot.style.setProperty("--rows", ridges.layers.length);
      heading.update(ridges);
      sentence.update(ridges);
      setAttributes(surface.canvas, { "aria-label": ridges.aria });
      plot.classList.toggle("faded", Boolean(ridges.faded));
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
