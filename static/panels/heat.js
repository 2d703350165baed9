// A histogram through time: steps across, values upwards, colour by the logarithm of the count.

import { tickItems } from "./chart.js";
import { element, setAttributes, textLayer } from "./dom.js";
import { createScale } from "./scale.js";
import { createSurface } from "./surface.js";
import { createHeading, createSentence } from "./words.js";

const PALEST = 0.14;

/**
 * Which row of the counts each of `width` pixels shows, -1 for none. A reading reaches halfway to
 * its neighbours, and as far to its other side at both ends.
 */
export function rowsOfPixels(steps, { low = 0, high }, width) {
  const place = (step) => ((step - low) / (high - low)) * width;
  const found = new Int32Array(width).fill(-1);
  const last = steps.length - 1;
  const middle = (row) => (steps[row - 1] + steps[row]) / 2;
  for (let row = 0; row <= last; row += 1) {
    const half = last === 0 ? 0.5 : row ? steps[row] - middle(row) : middle(1) - steps[0];
    const start = place(row ? middle(row) : steps[row] - half);
    const end = place(row < last ? middle(row + 1) : steps[row] + half);
    const first = Math.max(0, Math.round(start));
    found.fill(row, first, Math.max(first + 1, Math.round(end)));
  }
  return found;
}

/** Red, green and blue of a hexadecimal colour. */
function channelsOf(colour) {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
}

/** The picture as an image of one pixel per bin and pixel across, the highest bin on top. */
function imageOf(brush, { counts, steps, x }, width, colour) {
  const [, bins] = counts.shape;
  const image = brush.createImageData(width, bins);
  const [red, green, blue] = channelsOf(colour);
  const rows = rowsOfPixels(steps.data, x, width);
  for (let column = 0; column < width; column += 1) {
    if (rows[column] < 0) continue;
    for (let bin = 0; bin < bins; bin += 1) {
      const level = counts.data[rows[column] * bins + bin];
      if (level === 0) continue;
      const at = 4 * ((bins - 1 - bin) * width + column);
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255 * PALEST + (1 - PALEST) * level;
    }
  }
  return image;
}

function drawMarks(context, panel, box, toX, theme) {
  context.fillStyle = theme.text;
  for (const { step } of panel.marks) {
    context.fillRect(Math.round(toX(step)), box.top, 1, box.bottom - box.top);
  }
}

function markItems(panel, box, toX, axis) {
  return panel.marks.map(({ step, text }) => {
    const x = toX(step);
    const right = x > (box.left + box.right) / 2;
    return { text, x: right ? x - 4 : x + 5, y: box.top + 0.7 * axis, align: right ? "end" : "start" };
  });
}

/** A panel; update(panel, theme, margins), margins = { left, right } beside the picture. */
export function createHeat() {
  let scene = null;
  const heading = createHeading();
  const sentence = createSentence();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);
  const ticks = textLayer(plot, "tick");
  const marks = textLayer(plot, "tick halo");
  const small = new OffscreenCanvas(1, 1);

  function paintCounts(context, panel, box, theme) {
    const width = Math.max(1, Math.round(box.right - box.left));
    small.width = width;
    small.height = panel.counts.shape[1];
    const brush = small.getContext("2d");
    brush.putImageData(imageOf(brush, panel, width, panel.colour[theme.mode]), 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, box.left, box.top, width, box.bottom - box.top);
  }

  function draw(context, width, height) {
    if (!scene) return;
    const { panel, theme, margins } = scene;
    const box = {
      left: margins.left,
      right: width - margins.right,
      top: 0.72 * theme.axis,
      bottom: height - 1.52 * theme.axis,
    };
    const toX = createScale({ low: 0, ...panel.x }, box.left, box.right);
    const toY = createScale(panel.y, box.bottom, box.top);
    context.fillStyle = theme.border;
    for (const [value] of panel.y.ticks) {
      context.fillRect(box.left, Math.round(toY(value)), box.right - box.left, 1);
    }
    if (panel.counts.shape[0] > 0) paintCounts(context, panel, box, theme);
    drawMarks(context, panel, box, toX, theme);
    ticks(tickItems(panel, box, height, theme, toX, toY));
    marks(markItems(panel, box, toX, theme.axis));
  }

  return {
    element: element("article", "heat", heading.element, plot, sentence.element),
    update(panel, theme, margins) {
      scene = { panel, theme, margins };
      heading.update(panel);
      sentence.update(panel);
      plot.classList.toggle("faded", Boolean(panel.faded));
      setAttributes(surface.canvas, { "aria-label": panel.aria });
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
