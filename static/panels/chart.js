// The panel of one time series: heading, lines, ticks, end labels, readout, sentence.

import { element, setAttributes, textLayer } from "./dom.js";
import { labelOrder, placeLabels } from "./labels.js";
import { createReadout } from "./readout.js";
import { createScale } from "./scale.js";
import { drawSeries, lastFinite } from "./series.js";
import { createSurface } from "./surface.js";
import { createHeading, createSentence } from "./words.js";

/** Texts of both axes of a chart in `box`. */
export function tickItems(chart, box, height, theme, toX, toY) {
  const across = chart.x.ticks.map(([value, text]) => {
    const x = toX(value);
    const align = x < box.left + 8 ? "start" : x > box.right - 8 ? "end" : "middle";
    return { text, x, y: height - 0.62 * theme.axis, align };
  });
  const unit = {
    text: chart.x.unit, x: box.right + 7, y: height - 0.62 * theme.axis, align: "start",
  };
  const down = chart.y.ticks.map(([value, text]) => (
    { text, x: box.left - 5, y: toY(value), align: "end" }
  ));
  return [...across, unit, ...down];
}

// Above the line that the others are compared with, at its end, where lines have not come yet.
function referenceItems({ reference }, box, theme, toY) {
  if (!reference) return [];
  const y = toY(reference.value) - 0.65 * theme.axis;
  return [{ text: reference.text, x: box.right - 4, y, align: "end" }];
}

function labelItems(chart, box, theme, toY, order) {
  const lines = chart.lines.filter((line) => line.label && lastFinite(line.values.data) >= 0);
  const limit = (y) => Math.max(box.top, Math.min(y, box.bottom));
  const wanted = lines.map(({ values: { data } }) => limit(toY(data[lastFinite(data)])));
  const height = 1.22 * theme.axis;
  const ranks = labelOrder(wanted, order, height);
  // Up to the panel's edge, and clear of the unit of the x axis below.
  const [top, bottom] = [0.6 * theme.axis, box.bottom - 0.3 * theme.axis];
  const places = placeLabels(wanted, ranks, height, top, bottom);
  const items = lines.map((line, index) => ({
    text: line.label,
    x: box.right + 7,
    y: places[index],
    align: "start",
    colour: line.colour[theme.mode],
    opacity: line.faded ? 0.35 : 1,
  }));
  return { items, ranks };
}

/** A panel; update(chart, theme, margins), margins = { left, right } beside the lines. */
export function createChart() {
  let scene = null;
  let order = [];
  const heading = createHeading();
  const sentence = createSentence();
  const readout = createReadout();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);
  const ticks = textLayer(plot, "tick");
  const labels = textLayer(plot, "label");
  const notes = textLayer(plot, "tick halo");
  plot.append(readout.element);

  function draw(context, width, height) {
    if (!scene) return;
    const { chart, theme, margins } = scene;
    const box = {
      left: margins.left,
      right: width - margins.right,
      top: 0.72 * theme.axis,
      bottom: height - 1.52 * theme.axis,
    };
    const toX = createScale({ low: 0, ...chart.x }, box.left, box.right);
    const toY = createScale(chart.y, box.bottom, box.top);
    drawSeries(context, chart, box, toX, toY, theme);
    ticks(tickItems(chart, box, height, theme, toX, toY));
    notes(referenceItems(chart, box, theme, toY));
    const { items, ranks } = labelItems(chart, box, theme, toY, order);
    order = ranks;
    labels(items);
    readout.update(chart, box, toX, theme);
  }

  const body = element("div", "body", plot, sentence.element);
  return {
    element: element("article", "chart", heading.element, body),
    update(chart, theme, margins) {
      scene = { chart, theme, margins };
      heading.update(chart);
      sentence.update(chart);
      setAttributes(surface.canvas, { "aria-label": chart.aria });
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
