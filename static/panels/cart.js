// One cart with its pole at one moment.

import { element, setAttributes } from "./dom.js";
import { createSurface } from "./surface.js";
import { createHeading } from "./words.js";

const EDGE = 2.4; // metres: the end of the track
const HALF = 2.9;
const CART = [0.5, 0.24];
const POLE = 1;
const TILT = (12 * Math.PI) / 180;
const ARROW = 0.55;

function drawTrack(context, toX, toY, scale, theme) {
  context.fillStyle = theme.border;
  context.fillRect(toX(-EDGE), toY(0), 2 * EDGE * scale, 2);
  for (const end of [-EDGE, EDGE]) context.fillRect(toX(end) - 1, toY(0) - 8, 2, 16);
}

function drawLimits(context, x, y, scale, theme) {
  context.strokeStyle = theme.border;
  context.lineWidth = 1;
  context.setLineDash([4, 4]);
  context.beginPath();
  for (const tilt of [-TILT, TILT]) {
    context.moveTo(x, y);
    context.lineTo(x + Math.sin(tilt) * scale * POLE, y - Math.cos(tilt) * scale * POLE);
  }
  context.stroke();
  context.setLineDash([]);
}

function drawArrow(context, x, y, direction, scale, theme) {
  const tip = x + direction * ARROW * scale;
  const start = x + direction * 0.3 * scale;
  context.strokeStyle = theme.secondary;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(start, y);
  context.lineTo(tip, y);
  context.moveTo(tip - direction * 6, y - 5);
  context.lineTo(tip, y);
  context.lineTo(tip - direction * 6, y + 5);
  context.stroke();
}

/** A panel; update(episode, theme), then at(step). */
export function createCart() {
  let scene = null;
  let step = 0;
  const heading = createHeading();
  const surface = createSurface(draw);
  const plot = element("div", "plot", surface.canvas);

  function draw(context, width, height) {
    if (!scene) return;
    const { episode, theme } = scene;
    const count = episode.states.shape[0];
    const now = Math.min(step, count - 1);
    const [place, , angle] = episode.states.data.subarray(4 * now, 4 * now + 4);
    const scale = width / (2 * HALF);
    const toX = (metres) => width / 2 + metres * scale;
    const toY = (metres) => height - 0.36 * scale - metres * scale;
    drawTrack(context, toX, toY, scale, theme);
    const [x, y] = [toX(place), toY(CART[1])];
    drawLimits(context, x, y, scale, theme);
    drawArrow(context, x, toY(CART[1] / 2), episode.forces.data[now] ? 1 : -1, scale, theme);
    context.fillStyle = theme.secondary;
    context.fillRect(x - (CART[0] / 2) * scale, y, CART[0] * scale, CART[1] * scale);
    context.strokeStyle = episode.colour[theme.mode];
    context.globalAlpha = step >= count && !episode.balanced ? 0.35 : 1;
    context.lineWidth = Math.max(4, 0.08 * scale);
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + Math.sin(angle) * scale * POLE, y - Math.cos(angle) * scale * POLE);
    context.stroke();
    context.globalAlpha = 1;
  }

  return {
    element: element("article", "cart", heading.element, plot),
    update(episode, theme) {
      scene = { episode, theme };
      heading.update(episode);
      setAttributes(surface.canvas, { "aria-label": episode.aria });
      surface.paint();
    },
    at(wanted) {
      step = wanted;
      surface.paint();
    },
    dispose: surface.dispose,
  };
}
