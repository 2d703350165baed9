// The panel of one net in one layer: the activation function over the histogram of what enters it.

import { curveScale, drawCurves, slopeLabelPlace } from "./curve.js";
import { element, setAttributes, setText, textLayer } from "./dom.js";
import { drawHistogram } from "./histogram.js";
import { shareItems, tickItems, zones } from "./places.js";
import { createScale } from "./scale.js";
import { createSurface } from "./surface.js";
import { createSentence } from "./words.js";

/** A panel; update(panel, layer, faded, theme). */
export function createLayerPanel() {
  let scene = null;
  const name = element("span", "name");
  const formula = element("span", "formula");
  const sentence = createSentence();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);
  const ticks = textLayer(plot, "tick");
  const slopes = textLayer(plot, "tick halo");
  const flats = textLayer(plot, "flat halo");
  const outsides = textLayer(plot, "tick halo");
  plot.append(element("div", "function halo", name, " ", formula));

  function write(context, width, height, zone, toX, toY) {
    const { panel, layer, theme } = scene;
    const { axis, family } = theme;
    const measureIn = (weight) => (text) => {
      context.font = `${weight} ${axis}px ${family}`;
      return context.measureText(text).width;
    };
    ticks(tickItems(layer.ticks, toX, width, height - 0.66 * axis, measureIn(400)));
    const { head, flat, outside } = shareItems(panel, width, zone, axis, measureIn(600));
    flats(flat);
    outsides(outside);
    const floor = Math.min(panel.flat_right ? head - axis / 2 : Infinity, zone.barTop + 4);
    const y = slopeLabelPlace(panel, toY, axis, 0, floor);
    slopes(zone.dense ? [] : [{ text: "slope f′", x: width, y, align: "end" }]);
  }

  function draw(context, width, height) {
    if (!scene) return;
    const { panel, layer, theme } = scene;
    const zone = zones(width, height, theme.axis);
    const toX = createScale({ low: -layer.limit, high: layer.limit }, 0, width);
    const toY = curveScale(panel, zone.top, zone.curveBottom);
    context.fillStyle = theme.border;
    context.fillRect(Math.round(toX(0)), 0, 1, zone.bottom);
    drawHistogram(context, width, zone.barTop, zone.bottom, panel, theme);
    drawCurves(context, width, panel, toX, toY, theme);
    write(context, width, height, zone, toX, toY);
  }

  return {
    element: element("div", "panel", plot, sentence.element),
    update(panel, layer, faded, theme) {
      scene = { panel, layer, theme };
      setText(name, panel.name);
      name.style.color = panel.colour[theme.mode];
      setText(formula, panel.formula);
      setAttributes(surface.canvas, { "aria-label": panel.aria });
      plot.classList.toggle("faded", Boolean(faded));
      sentence.update(panel);
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
