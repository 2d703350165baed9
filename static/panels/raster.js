// Sampled pictures on a canvas: colours smoothed between the samples, and lines through them.

/**
 * Fills (0, 0, width, height) with rows x columns samples, the lowest row first. `colour(index)`
 * is [red, green, blue] of the sample at row * columns + column.
 */
export function drawRaster(context, width, height, [rows, columns], colour) {
  const small = new OffscreenCanvas(columns, rows);
  const brush = small.getContext("2d");
  const image = brush.createImageData(columns, rows);
  const { data } = image;
  for (let index = 0; index < rows * columns; index += 1) {
    const row = Math.floor(index / columns);
    const at = 4 * ((rows - 1 - 2 * row) * columns + index);
    [data[at], data[at + 1], data[at + 2]] = colour(index);
    data[at + 3] = 255;
  }
  brush.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  // The outermost samples lie on the border of the plane: half a pixel is cut off on each side.
  context.drawImage(small, 0.5, 0.5, columns - 1, rows - 1, 0, 0, width, height);
}

/** Draws line pieces of `contour.js` over a raster of the same size. */
export function strokePieces(context, width, height, [rows, columns], pieces, colour, thickness) {
  const stepX = width / (columns - 1);
  const stepY = height / (rows - 1);
  context.beginPath();
  for (let at = 0; at < pieces.length; at += 4) {
    context.moveTo(pieces[at] * stepX, height - pieces[at + 1] * stepY);
    context.lineTo(pieces[at + 2] * stepX, height - pieces[at + 3] * stepY);
  }
  context.strokeStyle = colour;
  context.lineWidth = thickness;
  context.lineCap = "round";
  context.stroke();
}
