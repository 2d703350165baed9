// The selected unit: its picture, the curve over its preactivations, its weights, its history.

import { createChart } from "./chart.js";
import { element, panelList, setAttributes, setText } from "./dom.js";
import { createLayerPanel } from "./layer.js";
import { createLollipops } from "./lollipops.js";
import { createSurface } from "./surface.js";
import { drawLargeUnit } from "./unit_picture.js";
import { createHeading, createSentence } from "./words.js";

const MARGIN = { left: 3, right: 5.4 };

/** A panel; update(unit, view, faded, theme). */
export function createUnitDetail() {
  let scene = null;
  const title = element("h2", "net");
  const scale = element("p", "scale caption");
  const sentence = createSentence();
  const surface = createSurface((context, width, height) => {
    if (!scene) return;
    const { unit, view, theme } = scene;
    drawLargeUnit(context, width, height, unit, view.plane, view.samples, theme);
  });
  const plot = element("div", "plot large", surface.canvas);
  const heading = createHeading();
  const panel = createLayerPanel();
  const weights = createLollipops();
  const wait = element("p", "wait note");
  const history = element("div", "history");
  const charts = panelList(history, createChart);
  const root = element("aside", "unit-detail");
  const facts = element("div", "facts", scale, sentence.element);
  root.append(title, element("div", "portrait", plot, facts));
  root.append(heading.element, panel.element, weights.element, history, wait);
  return {
    element: root,
    update(unit, view, faded, theme) {
      scene = { unit, view, theme };
      setText(title, unit.heading);
      setText(scale, unit.scale);
      sentence.update(unit);
      setAttributes(surface.canvas, { "aria-label": unit.aria });
      plot.classList.toggle("faded", Boolean(faded));
      heading.update({ heading: "Preactivation", detail: "z on the train samples" });
      panel.update(unit.panel, unit.layer, faded, theme);
      weights.update(unit.weights, theme);
      setText(wait, unit.wait);
      const margins = { left: MARGIN.left * theme.axis, right: MARGIN.right * theme.axis };
      charts(unit.history.length).forEach((chart, at) => {
        chart.update(unit.history[at], theme, margins);
      });
      surface.paint();
    },
    dispose() {
      surface.dispose();
      panel.dispose();
      charts(0);
    },
  };
}
