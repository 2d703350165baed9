// The panel of one net in one layer: the activation function over the histogram of what enters it.

import { curveScale, drawCurves, slopeLabelPlace } from "./curve.js";
import { element, setAttributes, setText, textLayer } from "./dom.js";
import { formatTick } from "./format.js";
import { drawHistogram } from "./histogram.js";
import { createScale } from "./scale.js";
import { createSurface } from "./surface.js";
import { createSentence } from "./words.js";

const CURVE_SHARE = 0.56;

// Curve zone, histogram zone and the row of ticks, from top to bottom.
function zones(height, axis) {
  const bottom = height - 1.52 * axis;
  const middle = CURVE_SHARE * bottom;
  const pad = Math.min(7, 0.1 * middle);
  return { top: pad, curveBottom: middle - 1.3 * pad, barTop: middle + 3, bottom };
}

function tickItems(ticks, toX, width, height, axis) {
  const texts = ticks.map(formatTick);
  const room = width / (0.62 * axis);
  const crowded = texts.join("").length + texts.length > room;
  return ticks.flatMap((value, index) => {
    // Where not all ticks have room, the outermost and the middle one stay.
    if (crowded && ![0, (ticks.length - 1) / 2, ticks.length - 1].includes(index)) return [];
    const x = toX(value);
    const align = x < 4 ? "start" : x > width - 4 ? "end" : "middle";
    return [{ text: texts[index], x, y: height - 0.66 * axis, align }];
  });
}

// Flat shares at the top of the histogram, outside counts at its foot. In a low histogram they
// share a line, or, if the panel is narrow too, the flat shares move up into the curve's zone.
function shareItems(panel, width, { barTop, bottom }, axis) {
  const foot = bottom - 0.75 * axis;
  const low = bottom - barTop < 2.6 * axis;
  const head = Math.min(barTop + 0.9 * axis, foot - (low && width > 15 * axis ? 0 : 1.15 * axis));
  const left = { x: 0, align: "start" };
  const right = { x: width, align: "end" };
  const below = panel.below && `◂ ${panel.below}`;
  const above = panel.above && `${panel.above} ▸`;
  if (head === foot) {
    const texts = [[below, panel.flat_left], [panel.flat_right, above]];
    const [first, second] = texts.map((pair) => pair.filter(Boolean).join(" · "));
    const flat = [{ text: first, y: head, ...left }, { text: second, y: head, ...right }];
    return { head, flat, outside: [] };
  }
  return {
    head,
    flat: [
      { text: panel.flat_left, y: head, ...left },
      { text: panel.flat_right, y: head, ...right },
    ],
    outside: [{ text: below, y: foot, ...left }, { text: above, y: foot, ...right }],
  };
}

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

  function draw(context, width, height) {
    if (!scene) return;
    const { panel, layer, theme } = scene;
    const { axis } = theme;
    const zone = zones(height, axis);
    const toX = createScale({ low: -layer.limit, high: layer.limit }, 0, width);
    const toY = curveScale(panel, zone.top, zone.curveBottom);
    context.fillStyle = theme.border;
    context.fillRect(Math.round(toX(0)), 0, 1, zone.bottom);
    drawHistogram(context, width, zone.barTop, zone.bottom, panel, theme);
    drawCurves(context, width, panel, toX, toY, theme);
    ticks(tickItems(layer.ticks, toX, width, height, axis));
    const { head, flat, outside } = shareItems(panel, width, zone, axis);
    const floor = panel.flat_right ? head - axis / 2 : zone.barTop + 4;
    const y = slopeLabelPlace(panel, toY, axis, 0, Math.min(floor, zone.barTop + 4));
    slopes([{ text: "slope f′", x: width, y, align: "end" }]);
    flats(flat);
    outsides(outside);
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
