// The histogram of a layer's preactivations.

/** Bars over [left edge, right edge] of the panel; bins where the function is flat are pale. */
export function drawHistogram(context, width, top, bottom, panel, theme) {
  const counts = panel.counts.data;
  const fullest = Math.max(...counts);
  const pitch = width / counts.length;
  const gap = pitch > 3 ? 1 : 0.5;
  const solid = panel.colour[theme.mode];
  for (let bin = 0; bin < counts.length; bin += 1) {
    if (!(counts[bin] > 0)) continue;
    const flat = panel.flat.data[bin] !== 0;
    const height = Math.max(1.5, (counts[bin] / fullest) * (bottom - top));
    const left = bin * pitch + gap / 2;
    context.globalAlpha = flat ? 1 : 0.85;
    context.fillStyle = flat ? theme.flat : solid;
    context.fillRect(left, bottom - height, pitch - gap, height);
    if (!flat) continue;
    context.fillStyle = theme.secondary;
    context.fillRect(left, bottom - height, pitch - gap, 1.5);
  }
  context.globalAlpha = 0.6;
  context.fillStyle = theme.secondary;
  context.fillRect(0, bottom - 0.5, width, 1.25);
  context.globalAlpha = 1;
}
