// A canvas that always has as many pixels as the screen shows.

import { element } from "./dom.js";

/**
 * A canvas drawn by draw(context, width, height), lengths in CSS pixels. It is drawn again when its
 * size changes; paint() draws it now, once its size is known.
 */
export function createSurface(draw) {
  const canvas = element("canvas", "surface");
  canvas.setAttribute("role", "img");
  const context = canvas.getContext("2d");
  let width = 0;
  let height = 0;

  function fit() {
    const ratio = window.devicePixelRatio || 1;
    const columns = Math.round(width * ratio);
    const rows = Math.round(height * ratio);
    if (canvas.width !== columns || canvas.height !== rows) {
      canvas.width = columns;
      canvas.height = rows;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  function paint() {
    if (width === 0 || height === 0) return;
    fit();
    context.clearRect(0, 0, width, height);
    draw(context, width, height);
  }

  const observer = new ResizeObserver(() => {
    width = canvas.clientWidth;
    height = canvas.clientHeight;
    paint();
  });
  observer.observe(canvas);
  return { canvas, paint, dispose: () => observer.disconnect() };
}
