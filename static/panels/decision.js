// The panel of one net's output: name and score, field, sentence.

import { element, setAttributes, setText, textLayer } from "./dom.js";
import { drawField } from "./field.js";
import { createSurface } from "./surface.js";
import { createSentence } from "./words.js";

/** A panel; update({ net, field, plane, samples }, theme). `overlays` lie over the field. */
export function createDecision(...overlays) {
  let scene = null;
  const name = element("span", "name");
  const headline = element("span", "headline");
  const caption = element("span", "caption");
  const surface = createSurface((context, width, height) => {
    if (scene) texts(drawField(context, width, height, scene));
  });
  const plot = element("div", "plot", surface.canvas);
  const texts = textLayer(plot, "tick");
  plot.append(...overlays);
  const sentence = createSentence();
  const heading = element("h2", "net", name, " ", headline, " ", caption);
  return {
    element: element("article", "decision", heading, plot, sentence.element),
    update(data, theme) {
      scene = { ...data, theme };
      setText(name, data.net.name);
      name.style.color = data.net.colour[theme.mode];
      setText(headline, data.net.headline);
      setText(caption, data.net.caption);
      setAttributes(surface.canvas, { "aria-label": data.field.aria });
      plot.classList.toggle("faded", Boolean(data.net.faded));
      sentence.update(data.field);
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
