// Train samples as dots, test samples as rings.

const CIRCLE = 2 * Math.PI;

function drawMarks(context, points, toX, toY, radius, styleOf) {
  const { data, shape } = points;
  for (let index = 0; index < shape[0]; index += 1) {
    const { fill, line } = styleOf(index);
    context.fillStyle = fill;
    context.strokeStyle = line;
    context.beginPath();
    context.arc(toX(data[2 * index]), toY(data[2 * index + 1]), radius, 0, CIRCLE);
    context.fill();
    context.stroke();
  }
}

/** Draws all samples; toX and toY turn plane coordinates into pixels. */
export function drawSamples(context, samples, radius, toX, toY, theme) {
  const { background, classes } = theme;
  const { train, train_class: trainClass, test, test_class: testClass } = samples;
  context.lineWidth = 0.8;
  drawMarks(context, train, toX, toY, radius, (index) => ({
    fill: classes[trainClass.data[index]],
    line: background,
  }));
  context.lineWidth = 1.4;
  drawMarks(context, test, toX, toY, radius - 0.3, (index) => ({
    fill: background,
    line: classes[testClass.data[index]],
  }));
}
