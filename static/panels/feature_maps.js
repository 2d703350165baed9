// The feature maps of a layer: small pictures, with exact zeros in a colour of their own.

import { element, setAttributes } from "./dom.js";
import { rgb } from "./theme.js";
import { createSurface } from "./surface.js";
import { createHeading } from "./words.js";

const NARROW = 440;
const GAP = 4;

/** How many maps stand in a row. */
export const columnsOf = (count, width) => Math.min(count, width < NARROW ? 4 : 8);

/**
 * The colour of a value: exact zero, or a place on a ramp of 256 whose middle is 0 and whose ends
 * are -limit and limit.
 */
export function colourOf(value, limit, ramp, zero) {
  if (value === 0) return zero;
  const place = limit > 0 ? (value / limit + 1) / 2 : 0.5;
  return ramp[Math.round(255 * Math.min(Math.max(place, 0), 1))];
}

/** Draws one image of side x side values into a square. */
export function drawImage(context, values, side, [left, top, width], colour) {
  const small = new OffscreenCanvas(side, side);
  const brush = small.getContext("2d");
  const image = brush.createImageData(side, side);
  values.forEach((value, at) => {
    image.data.set(colour(value), 4 * at);
    image.data[4 * at + 3] = 255;
  });
  brush.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, left, top, width, width);
}

function cross(context, left, top, width, colour) {
  const [near, far] = [0.3 * width, 0.7 * width];
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(left + near, top + near);
  context.lineTo(left + far, top + far);
  context.moveTo(left + far, top + near);
  context.lineTo(left + near, top + far);
  context.stroke();
}

/** A panel; update(layer, view, theme). */
export function createFeatureMaps() {
  let scene = null;
  const heading = createHeading();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);

  function draw(context, width) {
    if (!scene) return;
    const { layer, view, theme } = scene;
    const [count, side] = layer.maps.shape;
    const columns = columnsOf(count, width);
    const cell = (width - GAP * (columns - 1)) / columns;
    const zero = rgb(view.zero[theme.mode]);
    const colour = (value) => colourOf(value, layer.limit, theme.ramp, zero);
    for (let map = 0; map < count; map += 1) {
      const left = (map % columns) * (cell + GAP);
      const top = Math.floor(map / columns) * (cell + GAP);
      const values = layer.maps.data.subarray(map * side * side, (map + 1) * side * side);
      drawImage(context, values, side, [left, top, cell], colour);
      if (layer.dead.data[map]) cross(context, left, top, cell, theme.text);
    }
  }

  return {
    element: element("article", "maps", heading.element, plot),
    update(layer, view, theme) {
      scene = { layer, view, theme };
      heading.update(layer);
      const columns = columnsOf(layer.maps.shape[0], plot.clientWidth);
      const rows = Math.ceil(layer.maps.shape[0] / columns);
      plot.style.aspectRatio = `${columns} / ${rows}`;
      setAttributes(surface.canvas, { "aria-label": layer.aria });
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
