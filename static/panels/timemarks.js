// The marks of the time bar: which there are, where they stand, what they look like.

/** Shapes by kind, the rarest kind first, in a box of 10 x 10. */
export const SHAPES = {
  diverged: "M1.5 1.5L8.5 8.5M8.5 1.5L1.5 8.5",
  changed: "M5 0.6L9.4 5L5 9.4L0.6 5Z",
  both: "M0.8 4.6H9.2L5 9.4ZM0.8 3.4H9.2L5 -1.4Z",
  died: "M0.8 1.8H9.2L5 9Z",
  revived: "M0.8 8.2H9.2L5 1Z",
};
const ORDER = Object.keys(SHAPES);

/** The kind that stands for several: the rarest, but deaths and revivals together are both. */
function kindOf(kinds) {
  if (kinds.includes("died") && kinds.includes("revived")) return "both";
  return ORDER.find((kind) => kinds.includes(kind));
}

/**
 * Marks [{ at, kind, text }] in order of `at`, with those merged that would stand closer than `gap`
 * pixels on a bar of `width` pixels with places 0 to `last`. `kindOf` gives their shape.
 */
export function mergedMarks(marks, last, width, gap) {
  const merged = [];
  for (const { at, kind, text } of marks) {
    const before = merged.at(-1);
    if (before && ((at - before.at) / Math.max(1, last)) * width < gap) {
      before.texts.push(text);
      before.kind = kindOf([before.kind, kind]);
    } else {
      merged.push({ at, kind, texts: [text] });
    }
  }
  return merged;
}

/** The place of the next mark after (or before) place `at` in `direction` 1 (or -1), or null. */
export function neighbour(marks, at, direction) {
  const places = marks.map((mark) => mark.at).filter((place) => (place - at) * direction > 0);
  if (!places.length) return null;
  return direction > 0 ? Math.min(...places) : Math.max(...places);
}
