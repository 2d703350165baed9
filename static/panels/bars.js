// The histogram of a layer's activations: bars, and exact zeros as a bar of their own.

import { element, setAttributes, textLayer } from "./dom.js";
import { drawHistogram } from "./histogram.js";
import { tickItems } from "./places.js";
import { createScale } from "./scale.js";
import { createSurface } from "./surface.js";
import { createSentence } from "./words.js";

const ZEROS = 3;

function outsideItems({ below, above }, width, y) {
  return [
    { text: below && `◂ ${below}`, x: 0, y, align: "start" },
    { text: above && `${above} ▸`, x: width, y, align: "end" },
  ];
}

/** A panel; update(panel, theme). */
export function createBars() {
  let scene = null;
  const sentence = createSentence();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);
  const ticks = textLayer(plot, "tick");
  const texts = textLayer(plot, "tick halo");

  function draw(context, width, height) {
    if (!scene) return;
    const { panel, theme } = scene;
    const { axis, family } = theme;
    const [top, bottom] = [1.4 * axis, height - 1.52 * axis];
    const toX = createScale(panel, 0, width);
    drawHistogram(context, width, top, bottom, panel, theme);
    context.font = `400 ${axis}px ${family}`;
    const measure = (text) => context.measureText(text).width;
    ticks(tickItems(panel.ticks, toX, width, height - 0.66 * axis, measure));
    const foot = bottom - 0.75 * axis;
    const items = outsideItems(panel, width, foot);
    if (panel.zeros) {
      const left = Math.max(0, toX(0) - ZEROS / 2);
      context.fillStyle = theme.secondary;
      context.fillRect(left, 0, ZEROS, bottom);
      items.push({ text: panel.zeros, x: left + ZEROS + 4, y: 0.6 * axis, align: "start" });
    }
    texts(items);
  }

  return {
    element: element("div", "bars", plot, sentence.element),
    update(panel, theme) {
      scene = { panel, theme };
      sentence.update(panel);
      setAttributes(surface.canvas, { "aria-label": panel.aria });
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
