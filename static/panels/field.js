// The decision of one net: probability field, boundary, samples.

import { zeroContour } from "./contour.js";
import { drawSamples } from "./samples.js";

function shadePixels(pixels, shade, ramp) {
  const [rows, columns] = shade.shape;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const to = 4 * ((rows - 1 - row) * columns + column);
      const from = 3 * shade.data[row * columns + column];
      pixels[to] = ramp[from];
      pixels[to + 1] = ramp[from + 1];
      pixels[to + 2] = ramp[from + 2];
      pixels[to + 3] = 255;
    }
  }
}

function drawShade(context, width, height, shade, ramp) {
  const [rows, columns] = shade.shape;
  const small = new OffscreenCanvas(columns, rows);
  const brush = small.getContext("2d");
  const image = brush.createImageData(columns, rows);
  shadePixels(image.data, shade, ramp);
  brush.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  // The outermost samples lie on the border of the plane: half a pixel is cut off on each side.
  context.drawImage(small, 0.5, 0.5, columns - 1, rows - 1, 0, 0, width, height);
}

function drawBoundary(context, width, height, level, colour) {
  const [rows, columns] = level.shape;
  const pieces = zeroContour(level.data, columns, rows);
  const stepX = width / (columns - 1);
  const stepY = height / (rows - 1);
  context.beginPath();
  for (let at = 0; at < pieces.length; at += 4) {
    context.moveTo(pieces[at] * stepX, height - pieces[at + 1] * stepY);
    context.lineTo(pieces[at + 2] * stepX, height - pieces[at + 3] * stepY);
  }
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineCap = "round";
  context.stroke();
}

/** Draws one entry of the view's `fields` with the samples over it. */
export function drawField(context, width, height, { field, plane, samples, theme }) {
  const toX = (x) => ((x - plane.x[0]) / (plane.x[1] - plane.x[0])) * width;
  const toY = (y) => (1 - (y - plane.y[0]) / (plane.y[1] - plane.y[0])) * height;
  drawShade(context, width, height, field.shade, theme.ramp);
  drawBoundary(context, width, height, field.level, theme.text);
  const radius = Math.max(2.4, Math.min(width, height) / 95);
  drawSamples(context, samples, radius, toX, toY, theme);
}
