// One net as a network: inputs, a picture per unit, links, and its output.

import { createDecision } from "./decision.js";
import { element, panelList, textLayer } from "./dom.js";
import { formatValue } from "./format.js";
import { drawLinks } from "./links.js";
import { labelItems, nameOf } from "./net_labels.js";
import { linkEnds, linkHeight, nearestLink, netPlaces, portPlaces } from "./net_places.js";
import { createProbe } from "./probe.js";
import { sampleLines, unitNumbers } from "./sample_words.js";
import { createSurface } from "./surface.js";
import { createTip } from "./tip.js";
import { createColumnHeading, createUnitButton } from "./unit_button.js";
import { drawPort, drawUnit } from "./unit_picture.js";

// What lies above and below the networks, and the least and most height that one asks for.
const AROUND = 262;
const HEIGHT = { least: 330, most: 640 };
const TITLE = 1.8;
const UNDER = 3.6;
const REACH = 5;

/** A panel; update(net, view, theme). `report` tells which unit was chosen. */
export function createNetwork(report) {
  let scene = null;
  let pointed = null; // a unit's key, or { column, ends, row, next } of a link
  let sample = null; // the index of a sample in the output
  const surface = createSurface(draw);
  const content = element("div", "content", surface.canvas);
  const headings = panelList(content, createColumnHeading);
  const shares = textLayer(content, "tick halo");
  const marks = textLayer(content, "flat halo");
  const buttons = panelList(content, () => createUnitButton(report, (key) => point(key)));
  const probe = createProbe((index) => {
    sample = index;
    if (index !== null) pointed = null;
    refresh();
  });
  const whole = createDecision(probe.element);
  const without = createDecision();
  const outputs = element("div", "outputs", whole.element, without.element);
  content.append(outputs);
  const tip = createTip(content);
  const root = element("div", "net-scroll", content);

  const passing = () => sample !== null && scene.net.passes !== null;

  function strong(column) {
    const { net } = scene;
    const selected = (at) => net.network.layers[at]?.units ?? [];
    return (row, next) => (
      Boolean(selected(column - 1)[row]?.selected || selected(column)[next]?.selected)
      || (pointed?.column === column && pointed.row === row && pointed.next === next)
    );
  }

  function draw(context) {
    if (!scene) return;
    const { net, theme, places, ports } = scene;
    const { inputs, layers, links } = net.network;
    context.globalAlpha = net.faded ? 0.35 : 1;
    links.forEach((link, column) => {
      if (link) drawLinks(context, link, linkEnds(places, column, ports), theme, strong(column));
    });
    [inputs, ...layers].forEach((column, at) => {
      const { x, ys } = places.columns[at];
      ys.forEach((y, row) => drawUnit(context, x, y, places.size, column, row, theme));
    });
    net.network.ports.forEach((port, at) => {
      drawPort(context, places.output.x, ports[at], port.bar, theme);
    });
  }

  function unitAt(key) {
    for (const [column, layer] of scene.net.network.layers.entries()) {
      const row = layer.units.findIndex((unit) => unit.key === key);
      if (row >= 0) return { column, row, unit: layer.units[row] };
    }
    return null;
  }

  function showUnit({ column, row, unit }) {
    const { places, net } = scene;
    const { x, ys } = places.columns[column + 1];
    const numbers = passing() && unitNumbers(net.passes, sample, column, row);
    const extra = numbers ? [`here z ${numbers.z}, activation ${numbers.h}`] : [];
    const [layer, place] = unit.key.split(".");
    const lines = [`Layer ${layer}, unit ${place}`, ...unit.facts, ...extra];
    tip.show([x + places.size, ys[row]], lines);
  }

  function showLink({ column, row, next, x }) {
    const { places, ports, net } = scene;
    const { weights, block } = net.network.links[column];
    const ends = linkEnds(places, column, ports);
    const y = linkHeight(ends, ends.starts[row], ends.ends[next], x);
    const value = formatValue(weights.data[row * weights.shape[1] + next], "gradient");
    const [before, after] = [nameOf(net.network, column, row), nameOf(net.network, column + 1, next)];
    const names = `${before} → ${after}`;
    tip.show([x, y], [names, `${block ? "norm of the weights" : "weight"} ${value}`]);
  }

  function showTip() {
    const { net, view } = scene;
    const unit = typeof pointed === "string" ? unitAt(pointed) : null;
    if (unit) showUnit(unit);
    else if (pointed?.column !== undefined && net.network.links[pointed.column]) showLink(pointed);
    else if (passing()) {
      // Below the picture, so that the numbers at the units stay readable.
      const { x, size } = scene.places.output;
      tip.show([x + size + 12, scene.top + size + 4], sampleLines(net.passes, sample, view));
    } else tip.hide();
  }

  function refresh() {
    if (!scene) return;
    const { net, places, theme } = scene;
    const numbers = (layer, row) => passing() && unitNumbers(net.passes, sample, layer, row).h;
    const { plain, marked } = labelItems(net.network, places, numbers, theme.axis);
    shares(plain);
    marks(marked);
    surface.paint();
    showTip();
  }

  function point(next) {
    pointed = next;
    refresh();
  }

  function pointAtLink(event) {
    if (!scene || event.target !== surface.canvas) return;
    const box = content.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { places, ports, net } = scene;
    for (const column of net.network.links.keys()) {
      const found = net.network.links[column]
        && nearestLink(linkEnds(places, column, ports), x, y, REACH);
      if (found) {
        point({ column, row: found[0], next: found[1], x });
        return;
      }
    }
    if (pointed) point(null);
  }

  function placeOutputs(places, two, theme) {
    const title = TITLE * theme.axis;
    const height = places.output.size + title + UNDER * theme.axis;
    const top = places.middle - (two ? height : places.output.size / 2 + title);
    outputs.style.left = `${places.output.x}px`;
    outputs.style.top = `${Math.max(0, top)}px`;
    outputs.style.width = `${places.output.size}px`;
    outputs.style.setProperty("--title", `${title}px`);
    outputs.style.setProperty("--under", `${UNDER * theme.axis}px`);
    without.element.hidden = !two;
    return Math.max(0, top) + title;
  }

  function place(net, theme) {
    const { inputs, layers, ports } = net.network;
    const wanted = window.innerHeight - AROUND;
    const height = Math.max(HEIGHT.least, Math.min(wanted, HEIGHT.most));
    const rows = [inputs.names.length, ...layers.map(({ units }) => units.length)];
    const letters = inputs.block ? 0 : Math.max(...inputs.names.map((name) => name.length));
    const places = netPlaces(rows, { width: root.clientWidth, height }, theme.axis, letters);
    content.style.width = `${places.width}px`;
    content.style.height = `${places.height}px`;
    root.style.maxHeight = `${height + 14}px`;
    const top = placeOutputs(places, Boolean(net.without), theme);
    const middle = top + places.output.size / 2;
    return { places, top, ports: portPlaces(ports.length, middle, places.output.size) };
  }

  function placeUnits({ net, places }) {
    const columns = [net.network.inputs, ...net.network.layers];
    const room = places.pitch - 10;
    headings(columns.length).forEach((heading, at) => {
      heading.update(columns[at], places.columns[at].x, room, places.wide);
    });
    const units = net.network.layers.flatMap((layer, at) => {
      const { x, ys } = places.columns[at + 1];
      return layer.units.map((unit, row) => [unit, x, ys[row]]);
    });
    buttons(units.length).forEach((button, at) => button.update(...units[at], places.size));
  }

  content.addEventListener("pointermove", pointAtLink);
  content.addEventListener("pointerleave", () => point(null));

  return {
    element: root,
    update(net, view, theme) {
      scene = { net, view, theme, ...place(net, theme) };
      placeUnits(scene);
      const common = { plane: view.plane, samples: view.samples };
      const titled = (output) => ({ ...net, name: output.heading, headline: "", caption: "" });
      whole.update({ net: titled(net.output), field: net.output, ...common }, theme);
      if (net.without) {
        without.update({ net: titled(net.without), field: net.without, ...common }, theme);
      }
      const label = net.passes ? "Samples: arrow keys step through them" : "Samples, while paused";
      probe.update(net.passes && { ...common, theme }, label);
      refresh();
    },
    dispose() {
      surface.dispose();
      whole.dispose();
      without.dispose();
      for (const panels of [headings, buttons]) panels(0);
    },
  };
}
