// Pictures with a column for each layer: where the columns stand, and texts that fit them.

const GAP = 6;

/** A function text -> its width at the size of axis texts. */
export function createMeasure(context, theme, weight = 400) {
  return (text) => {
    context.font = `${weight} ${theme.axis}px ${theme.family}`;
    return context.measureText(text).width;
  };
}

/** A function index -> middle of that column of `count` between `left` and `right`. */
export function createColumns(count, left, right) {
  const pitch = (right - left) / count;
  return { pitch, middle: (index) => left + (index + 0.5) * pitch };
}

/** Which of some texts fit side by side `pitch` apart: every one, every second, ... */
export function fitting(texts, pitch, measure) {
  const widest = Math.max(0, ...texts.map(measure));
  const every = Math.max(1, Math.ceil((widest + GAP) / pitch));
  return texts.map((text, index) => ({ text, index })).filter(({ index }) => index % every === 0);
}

/** Names of layers below their columns; only their numbers where the names do not fit. */
export function nameItems(names, columns, y, measure) {
  const room = Math.max(...names.map(measure)) + GAP <= columns.pitch;
  const texts = room ? names : names.map((name) => name.replace("layer ", "").slice(0, 3));
  return fitting(texts, columns.pitch, measure).map(({ text, index }) => (
    { text, x: columns.middle(index), y }
  ));
}
