// Draws the regions of a net over the plane, with the lines between them and what lies on them.

import { REACH } from "./regions_shapes.js";

const CIRCLE = 2 * Math.PI;
const LINES = [{ width: 1.3, alpha: 0.8 }, { width: 0.9, alpha: 0.55 }, { width: 0.7, alpha: 0.4 }];
const PALE = 0.06;
const DEEP = 0.66;

/** From places of corners to pixels of a square. */
export function placing(size) {
  return (value) => ((value + REACH) / (2 * REACH)) * size;
}

function trace(context, { vertices, starts }, index, place, size) {
  const [first, end] = [starts.data[index], starts.data[index + 1]];
  for (let at = first; at < end; at += 1) {
    const [x, y] = [place(vertices.data[2 * at]), size - place(vertices.data[2 * at + 1])];
    if (at === first) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

// All polygons with one shade are one path.
function fill(context, shapes, [low, high], place, size, colour) {
  const groups = new Map();
  shapes.shade.data.forEach((shade, index) => {
    if (!groups.has(shade)) groups.set(shade, []);
    groups.get(shade).push(index);
  });
  context.fillStyle = colour;
  for (const [shade, indices] of groups) {
    context.globalAlpha = PALE + ((DEEP - PALE) * (shade - low)) / Math.max(1, high - low);
    context.beginPath();
    for (const index of indices) trace(context, shapes, index, place, size);
    context.fill();
  }
  context.globalAlpha = 1;
}

// Where regions are small, their lines are fainter, or they would be all that one sees.
function strokeLayer(context, { vertices, starts, layers }, layer, place, size, colour) {
  const crowd = Math.min(1, size / 14 / Math.sqrt(starts.data.length));
  const { width, alpha } = LINES[Math.min(layer, LINES.length) - 1];
  context.strokeStyle = colour;
  context.lineWidth = width * (0.6 + 0.4 * crowd);
  context.globalAlpha = alpha * (0.3 + 0.7 * crowd);
  context.beginPath();
  for (let index = 0; index + 1 < starts.data.length; index += 1) {
    const [first, end] = [starts.data[index], starts.data[index + 1]];
    for (let at = first; at < end; at += 1) {
      if (layers.data[at] !== layer) continue;
      const next = at + 1 < end ? at + 1 : first;
      context.moveTo(place(vertices.data[2 * at]), size - place(vertices.data[2 * at + 1]));
      context.lineTo(place(vertices.data[2 * next]), size - place(vertices.data[2 * next + 1]));
    }
  }
  context.stroke();
  context.globalAlpha = 1;
}

function strokeBorder(context, { border }, place, size, theme) {
  for (const [colour, width] of [[theme.background, 5], [theme.text, 2.5]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineCap = "round";
    context.beginPath();
    for (let at = 0; at < border.data.length; at += 4) {
      context.moveTo(place(border.data[at]), size - place(border.data[at + 1]));
      context.lineTo(place(border.data[at + 2]), size - place(border.data[at + 3]));
    }
    context.stroke();
  }
}

function drawDots(context, { places, classes }, place, size, theme) {
  context.lineWidth = 0.8;
  context.strokeStyle = theme.background;
  classes.data.forEach((number, index) => {
    const [x, y] = [place(places.data[2 * index]), size - place(places.data[2 * index + 1])];
    context.fillStyle = theme.classes[number];
    context.beginPath();
    context.arc(x, y, 2.6, 0, CIRCLE);
    context.fill();
    context.stroke();
  });
}

/** The straight cut and its breaks; `turn` is its angle in degrees, `cut` its breaks from 0 to 1. */
export function drawCut(context, size, turn, { breaks }, theme) {
  const reach = size / 2;
  const [x, y] = [reach * Math.cos((turn * Math.PI) / 180), reach * Math.sin((turn * Math.PI) / 180)];
  const point = (share) => [reach + (2 * share - 1) * x, reach - (2 * share - 1) * y];
  context.setLineDash([6, 4]);
  for (const [colour, width] of [[theme.background, 3.5], [theme.text, 1.5]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(...point(0));
    context.lineTo(...point(1));
    context.stroke();
  }
  context.setLineDash([]);
  context.fillStyle = theme.text;
  for (const share of breaks.data.subarray(1, -1)) {
    context.beginPath();
    context.arc(...point(share), 2, 0, CIRCLE);
    context.fill();
  }
}

/** Draws one moment: regions, lines, samples, decision boundary. */
export function drawRegions(context, size, moment, view, theme, dots) {
  const place = placing(size);
  fill(context, moment, view.shades, place, size, view.colour[theme.mode]);
  for (let layer = view.layers; layer >= 1; layer -= 1) {
    strokeLayer(context, moment, layer, place, size, theme.text);
  }
  if (dots) drawDots(context, view.samples, place, size, theme);
  strokeBorder(context, moment, place, size, theme);
}

/** Marks the selected region: pale, with a line around it. */
export function drawChosen(context, size, moment, index, theme) {
  const place = placing(size);
  context.lineJoin = "round";
  context.beginPath();
  trace(context, moment, index, place, size);
  context.globalAlpha = 0.7;
  context.fillStyle = theme.background;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = theme.text;
  context.lineWidth = 2;
  context.stroke();
}
