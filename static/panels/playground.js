// Arranges the Playground: decisions, series, and the strip of layers with their gradients.

import { createChart } from "./chart.js";
import { createDecision } from "./decision.js";
import { element, panelList, setAttributes, setText } from "./dom.js";
import { createLayerPanel } from "./layer.js";
import { createMargins } from "./margins.js";
import { createHeading } from "./words.js";

function createLayer() {
  const heading = createHeading();
  const text = element("p", "text");
  const node = element("section", "layer", heading.element, text);
  const panels = panelList(node, createLayerPanel);
  return {
    element: node,
    update(layer, column, nets, theme) {
      node.style.setProperty("--column", column);
      heading.update(layer);
      setText(text, layer.text);
      panels(layer.panels.length).forEach((panel, index) => {
        const data = layer.panels[index];
        place(panel.element, index);
        panel.update(data, layer, nets[data.net].faded, theme);
      });
    },
    dispose: () => panels(0),
  };
}

function place(node, index) {
  node.style.setProperty("--row", index + 2);
  node.classList.toggle("first", index === 0);
}

/** The layout; update(view, theme) draws one view of kind "playground". */
export function createPlayground() {
  // All charts share their margins, so that one step stands at one place in each of them.
  const measure = createMargins();
  const decisions = element("div", "decisions");
  const series = element("div", "series");
  const strip = element("div", "strip");
  const root = element("div", "playground", element("div", "top", decisions, series), strip);
  const decisionPanels = panelList(decisions, createDecision);
  const seriesPanels = panelList(series, createChart);
  const layers = element("div", "layers");
  const gradients = element("div", "gradients");
  strip.append(layers, gradients);
  const layerPanels = panelList(layers, createLayer);
  const gradientPanels = panelList(gradients, createChart);

  function updateCharts(charts, columns, theme) {
    const upper = charts.filter((chart) => chart.slot !== "gradient");
    const lower = charts.filter((chart) => chart.slot === "gradient");
    const panels = seriesPanels(upper.length);
    const margins = measure(charts, theme, panels[0]?.element.clientWidth ?? 0);
    panels.forEach((panel, index) => panel.update(upper[index], theme, margins));
    gradients.style.setProperty("--column", columns + 1);
    gradientPanels(lower.length).forEach((panel, index) => {
      place(panel.element, index);
      panel.update(lower[index], theme, margins);
    });
  }

  return {
    element: root,
    update(view, theme) {
      const { nets, fields, layers: columns, plane, samples, charts } = view;
      setAttributes(root, { "data-nets": nets.length, "data-layers": columns.length });
      root.style.setProperty("--nets", nets.length);
      root.style.setProperty("--layers", columns.length);
      // First, because it measures: later the browser would have to lay out twice.
      updateCharts(charts, columns.length, theme);
      decisionPanels(fields.length).forEach((panel, index) => {
        const field = fields[index];
        panel.update({ net: nets[field.net], field, plane, samples }, theme);
      });
      layerPanels(columns.length).forEach((panel, index) => {
        panel.update(columns[index], index + 1, nets, theme);
      });
    },
    dispose() {
      for (const panels of [decisionPanels, seriesPanels, layerPanels, gradientPanels]) panels(0);
    },
  };
}
