// The headings and sentences around a picture.

import { element, setText } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
// A disc with an exclamation mark cut out.
const DISC = "M8 1.2a6.8 6.8 0 1 0 0 13.6A6.8 6.8 0 0 0 8 1.2Z";
const EXCLAMATION = "m-.8 3.2h1.6v4.8H7.2Zm0 6h1.6V12H7.2Z";

function errorMark() {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", DISC + EXCLAMATION);
  path.setAttribute("fill-rule", "evenodd");
  picture.append(path);
  return picture;
}

/** A heading with its grey remainder: update({ heading, detail }). */
export function createHeading() {
  const title = element("h2", "title");
  const detail = element("span", "detail");
  const node = element("div", "heading", title, detail);
  return {
    element: node,
    update({ heading, detail: remainder }) {
      setText(title, heading);
      setText(detail, remainder);
      node.hidden = !heading;
    },
  };
}

/** One sentence below a picture, in the error colour and with a mark where it reports an error. */
export function createSentence() {
  const text = element("span", "words");
  const node = element("p", "sentence", errorMark(), text);
  return {
    element: node,
    update({ sentence, error }) {
      setText(text, sentence);
      node.classList.toggle("error", Boolean(error));
    },
  };
}
