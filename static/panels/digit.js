// Arranges a digit: the pad, what the net is given, every layer's maps, and its answer.

import { element, panelList, setAttributes, setText } from "./dom.js";
import { createFeatureMaps, drawImage } from "./feature_maps.js";
import { createPad } from "./pad.js";
import { createSurface } from "./surface.js";
import { rgb } from "./theme.js";
import { createHeading } from "./words.js";

function createInput() {
  let scene = null;
  const surface = createSurface((context, width) => {
    if (!scene) return;
    const [paper, ink] = [rgb(scene.theme.background), rgb(scene.theme.text)];
    drawImage(context, scene.input.ink.data, 8, [0, 0, width], (value) =>
      paper.map((channel, at) => channel + ((ink[at] - channel) * value) / 16),
    );
  });
  const text = element("p", "text");
  return {
    element: element("div", "input", element("div", "plot", surface.canvas), text),
    update(input, theme) {
      scene = { input, theme };
      setText(text, input.text);
      setAttributes(surface.canvas, { "aria-label": input.aria });
      surface.paint();
    },
    dispose: surface.dispose,
  };
}

function createRow() {
  const name = element("span", "name");
  const fill = element("div", "fill");
  const share = element("span", "share");
  const node = element("div", "row", name, element("div", "track", fill), share);
  return {
    element: node,
    update({ digit, value, text, first }, colour) {
      setText(name, digit);
      setText(share, text);
      fill.style.width = `${100 * value}%`;
      fill.style.background = colour;
      setAttributes(node, { "data-first": first });
    },
    dispose() {},
  };
}

function createAnswer() {
  const heading = createHeading();
  const rows = element("div", "rows");
  const list = panelList(rows, createRow);
  return {
    element: element("section", "answer", heading.element, rows),
    update(answer, colour) {
      heading.update(answer);
      list(answer.rows.length).forEach((row, at) => row.update(answer.rows[at], colour));
    },
    dispose: () => list(0),
  };
}

function swatch(className, text) {
  const mark = element("i", className);
  return { mark, element: element("span", "swatch", mark, text) };
}

/** The layout; update(view, theme) draws one view of kind "digit". */
export function createDigit(report) {
  const pad = createPad(report);
  const input = createInput();
  const answer = createAnswer();
  const maps = element("div", "maps-column");
  const layers = panelList(maps, createFeatureMaps);
  const zero = swatch("", "exactly 0");
  const ramp = swatch("ramp", "below 0 to above 0");
  const dead = swatch("", "× 0 on every test image");
  dead.mark.remove();
  const legend = element("div", "swatches", zero.element, ramp.element, dead.element);
  const pads = element("div", "pads", pad.element, input.element);
  const side = element("div", "side", pads, answer.element);
  const main = element("div", "main", maps, legend);
  legend.style.marginTop = "10px";
  return {
    element: element("div", "digit", side, main),
    update(view, theme) {
      pad.update(view, theme);
      input.update(view.input, theme);
      answer.update(view.answer, view.colour[theme.mode]);
      zero.mark.style.background = view.zero[theme.mode];
      const stops = [0, 64, 128, 192, 255].map((at) => `rgb(${theme.ramp[at].join(" ")})`);
      ramp.mark.style.background = `linear-gradient(90deg, ${stops.join(", ")})`;
      dead.element.hidden = !view.layers.some((layer) => layer.dead.data.some(Boolean));
      layers(view.layers.length).forEach((layer, at) => {
        layer.update(view.layers[at], view, theme);
      });
    },
    dispose() {
      for (const part of [pad, input, answer]) part.dispose();
      layers(0);
    },
  };
}
