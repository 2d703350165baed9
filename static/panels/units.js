// Arranges the Units page: each net as a network, with the selected unit beside or below it.

import { element, panelList, setAttributes, setText } from "./dom.js";
import { createNetwork } from "./network.js";
import { createUnitDetail } from "./unit_detail.js";
import { createSentence } from "./words.js";

function createSection(report) {
  const name = element("span", "name");
  const headline = element("span", "headline");
  const caption = element("span", "caption");
  const sentence = createSentence();
  const title = element("h2", "net", name, " ", headline, " ", caption);
  const network = createNetwork(report);
  const details = element("div", "details");
  const detail = panelList(details, createUnitDetail);
  const main = element("div", "main", element("header", "who", title, sentence.element));
  main.append(network.element);
  return {
    element: element("section", "net-section", main, details),
    update(net, view, theme) {
      setText(name, net.name);
      name.style.color = net.colour[theme.mode];
      setText(headline, net.headline);
      setText(caption, net.caption);
      sentence.update(net);
      details.hidden = !net.unit;
      detail(net.unit ? 1 : 0).forEach((panel) => panel.update(net.unit, view, net.faded, theme));
      network.update(net, view, theme);
    },
    dispose() {
      detail(0);
      network.dispose();
    },
  };
}

/** The layout; update(view, theme) draws one view of kind "units". */
export function createUnits(report) {
  const root = element("div", "units");
  const sections = panelList(root, () => createSection(report));
  return {
    element: root,
    update(view, theme) {
      setAttributes(root, { "data-nets": view.nets.length });
      sections(view.nets.length).forEach((section, at) => {
        section.update(view.nets[at], view, theme);
      });
    },
    dispose: () => sections(0),
  };
}
