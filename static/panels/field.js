// The field of one net: a decision between two classes, between several, a surface or a curve.

import { drawClasses } from "./classes.js";
import { zeroContour } from "./contour.js";
import { drawGraph } from "./graph.js";
import { drawRaster, strokePieces } from "./raster.js";
import { drawSamples, placer } from "./samples.js";
import { drawRelief } from "./relief.js";

// A straight line that somebody drew over the field, dashed in the colour of the page.
function drawGuide(context, width, height, [x1, y1, x2, y2], plane, theme) {
  const { toX, toY } = placer(plane, width, height);
  context.save();
  context.beginPath();
  context.moveTo(toX(x1), toY(y1));
  context.lineTo(toX(x2), toY(y2));
  context.lineWidth = 5;
  context.strokeStyle = theme.text;
  context.stroke();
  context.setLineDash([8, 6]);
  context.lineWidth = 3;
  context.strokeStyle = theme.background;
  context.stroke();
  context.restore();
}

function drawBinary(context, width, height, { field, plane, samples, theme }) {
  const { shade, level } = field;
  const [rows, columns] = level.shape;
  drawRaster(context, width, height, shade.shape, (index) => theme.ramp[shade.data[index]]);
  const pieces = zeroContour(level.data, columns, rows);
  strokePieces(context, width, height, level.shape, pieces, theme.text, 2);
  drawSamples(context, width, height, plane, samples, theme);
  if (field.guide) drawGuide(context, width, height, field.guide, plane, theme);
  return [];
}

const DRAW = { binary: drawBinary, classes: drawClasses, surface: drawRelief, curve: drawGraph };

/**
 * Draws one entry of the view's `fields` with the samples over it; returns the texts that stand
 * beside it, as `textLayer` takes them.
 */
export function drawField(context, width, height, scene) {
  return DRAW[scene.plane.kind](context, width, height, scene);
}
