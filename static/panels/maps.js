// Decision fields beside each other, as the labs compare them.

import { createDecision } from "./decision.js";
import { element, panelList } from "./dom.js";

/** The layout; update(view, theme) draws one view of kind "maps". */
export function createMaps() {
  const root = element("div", "maps");
  const panels = panelList(root, () => createDecision());
  return {
    element: root,
    update({ nets, fields, plane, samples }, theme) {
      root.style.setProperty("--fields", fields.length);
      panels(fields.length).forEach((panel, index) => {
        panel.update({ net: nets[index], field: fields[index], plane, samples }, theme);
      });
    },
    dispose: () => panels(0),
  };
}

/** Sizes of the fields, in CSS. */
export const MAPS = `
.maps {
  display: grid;
  grid-template-columns: repeat(var(--fields), minmax(0, min(21rem, 52vh)));
  gap: 12px 24px;
}
.maps .plot { aspect-ratio: 1; }
.maps .plot canvas { border-radius: 4px; }
.maps .net { font-size: 1.15em; flex-wrap: wrap; white-space: normal; }
@container view (max-width: 479.9px) {
  .maps { grid-template-columns: repeat(min(2, var(--fields)), minmax(0, 1fr)); gap: 12px; }
}
`;
