// Train samples filled, test samples hollow; the numerals of their classes where there are many.

const CIRCLE = 2 * Math.PI;
// Height of a numeral in radii of a dot, and width of the rim of a test sample in px.
const NUMERAL = 3.9;
const RIM = 3;

/** Places of samples over a field of this size, and their radius. */
export function placer(plane, width, height) {
  const [left, right] = plane.x;
  const [bottom, top] = plane.y;
  return {
    toX: (x) => ((x - left) / (right - left)) * width,
    toY: (y) => (1 - (y - bottom) / (top - bottom)) * height,
    radius: (plane.dot ?? 1) * Math.max(2.4, Math.min(width, height) / 95),
  };
}

function eachPlace({ data, shape }, toX, toY, draw) {
  for (let index = 0; index < shape[0]; index += 1) {
    draw(toX(data[2 * index]), toY(data[2 * index + 1]), index);
  }
}

function drawMarks(context, points, toX, toY, radius, styleOf) {
  eachPlace(points, toX, toY, (x, y, index) => {
    const { fill, line } = styleOf(index);
    context.fillStyle = fill;
    context.strokeStyle = line;
    context.beginPath();
    context.arc(x, y, radius, 0, CIRCLE);
    context.fill();
    context.stroke();
  });
}

// `trainColour` and `testColour` give the colour of the sample with an index.
function drawBoth(context, samples, radius, toX, toY, background, trainColour, testColour) {
  context.lineWidth = 0.8;
  drawMarks(context, samples.train, toX, toY, radius, (index) => (
    { fill: trainColour(index), line: background }
  ));
  context.lineWidth = 1.4;
  drawMarks(context, samples.test, toX, toY, radius - 0.3, (index) => (
    { fill: background, line: testColour(index) }
  ));
}

// Draws inside the field only: samples beyond it must not run into what stands beside it.
function inside(context, width, height, draw) {
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  draw();
  context.restore();
}

/** Samples of classes as dots and rings over a field. */
export function drawSamples(context, width, height, plane, samples, theme) {
  const { toX, toY, radius } = placer(plane, width, height);
  const colour = (classes) => (index) => theme.classes[classes.data[index]];
  const colours = [colour(samples.train_class), colour(samples.test_class)];
  drawBoth(context, samples, radius, toX, toY, theme.background, ...colours);
}

/** Samples of numbers as dots and rings over a surface, in the colours of its scale. */
export function drawValues(context, width, height, plane, samples, theme) {
  const { toX, toY, radius } = placer(plane, width, height);
  const { low, high } = plane.scale;
  const colour = (values) => (index) => {
    const share = (values.data[index] - low) / (high - low);
    const [red, green, blue] = theme.marks[Math.round(255 * Math.max(0, Math.min(share, 1)))];
    return `rgb(${red} ${green} ${blue})`;
  };
  const colours = [colour(samples.train_value), colour(samples.test_value)];
  inside(context, width, height, () => {
    drawBoth(context, samples, radius, toX, toY, theme.background, ...colours);
  });
}

/** Samples as dots and rings without classes. */
export function drawDots(context, samples, radius, toX, toY, theme) {
  const grey = () => theme.middle;
  drawBoth(context, samples, radius, toX, toY, theme.background, grey, grey);
}

/** Samples of many classes as numerals: train bold, test light with a rim of the background. */
export function drawNumerals(context, width, height, plane, samples, theme) {
  const { toX, toY, radius } = placer(plane, width, height);
  const size = NUMERAL * radius;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = theme.background;
  const write = (classes, weight, rim) => (x, y, index) => {
    const text = classes.data[index];
    context.font = `${weight} ${size}px ${theme.family}`;
    context.lineWidth = rim;
    context.strokeText(text, x, y + 0.06 * size);
    context.fillStyle = theme.classes[text];
    context.fillText(text, x, y + 0.06 * size);
  };
  eachPlace(samples.test, toX, toY, write(samples.test_class, 400, RIM));
  eachPlace(samples.train, toX, toY, write(samples.train_class, 700, 0.8));
}
