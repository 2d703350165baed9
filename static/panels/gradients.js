// Arranges the Gradients page: the split by cause, series, noise and histograms of one or two nets.

import { createChart } from "./chart.js";
import { element, panelList, setAttributes } from "./dom.js";
import { createHeat } from "./heat.js";
import { createMargins } from "./margins.js";
import { createProfile } from "./profile.js";
import { createRidges } from "./ridges.js";
import { createSplit } from "./split.js";

/** The layout; update(view, theme) draws one view of kind "gradients". */
export function createGradients() {
  const measure = createMargins();
  const section = (name) => element("section", name);
  const parts = ["splits", "lines", "noises", "bins", "heats"].map(section);
  const [splits, lines, noises, bins, heats] = parts;
  const root = element("div", "lens", ...parts);
  const splitPanels = panelList(splits, createSplit);
  const chartPanels = panelList(lines, createChart);
  const noisePanels = panelList(noises, createProfile);
  const binPanels = panelList(bins, createRidges);
  const heatPanels = panelList(heats, createHeat);

  function updateCharts(charts, theme) {
    const panels = chartPanels(charts.length);
    const margins = measure(charts, theme, panels[0]?.element.clientWidth ?? 0);
    panels.forEach((panel, index) => panel.update(charts[index], theme, margins));
  }

  function updateHeats(data, theme) {
    const panels = heatPanels(data.length);
    const margins = measure(data, theme, panels[0]?.element.clientWidth ?? 0);
    panels.forEach((panel, index) => panel.update(data[index], theme, margins));
  }

  function updateAll(panels, data, theme) {
    panels(data.length).forEach((panel, index) => panel.update(data[index], theme));
  }

  return {
    element: root,
    update(view, theme) {
      setAttributes(root, { "data-nets": view.nets.length, "data-deep": view.deep ? "" : null });
      // First, because it measures: later the browser would have to lay out twice.
      updateCharts(view.charts, theme);
      updateHeats(view.heats, theme);
      splitPanels(view.splits.length).forEach((panel, index) => {
        const split = view.splits[index];
        panel.update(split, view.nets[split.net], theme);
      });
      updateAll(noisePanels, view.noises, theme);
      updateAll(binPanels, view.bins, theme);
    },
    dispose() {
      for (const panels of [splitPanels, chartPanels, noisePanels, binPanels, heatPanels]) panels(0);
    },
  };
}
