// The room beside time series, from what stands there.

const WIDEST_LABEL = 0.4;

/**
 * A function (charts, theme, width) -> { left, right }: charts that share it have one step at one
 * place. `width` is that of the narrowest of them.
 */
export function createMargins() {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  const widest = (font, texts) => {
    context.font = font;
    return Math.max(0, ...texts.map((text) => context.measureText(text).width));
  };
  return (charts, theme, width) => {
    const type = `${theme.axis}px ${theme.family}`;
    const ticks = charts.flatMap((chart) => chart.y.ticks.map(([, text]) => text));
    const labels = charts.flatMap((chart) => (chart.lines ?? []).map((line) => line.label ?? ""));
    const room = Math.min(widest(`600 ${type}`, labels) + 8, WIDEST_LABEL * width);
    return {
      left: Math.max(2.7 * theme.axis, widest(type, ticks) + 5),
      right: Math.max(Math.min(6.4 * theme.axis, WIDEST_LABEL * width), room),
    };
  };
}
