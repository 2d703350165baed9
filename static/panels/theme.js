// Colours and type of the pictures, read from the custom properties that Streamlit sets.

const STOPS = {
  light: ["#F0A04F", "#F8CFA4", "#F6F5F3", "#B4D0EC", "#6AA2DA"],
  dark: ["#A65F22", "#633F20", "#25282D", "#24405F", "#336BA8"],
};
const FIXED = {
  light: { classes: ["#943F00", "#0B4A8C"], flat: "#D3D6DA" },
  dark: { classes: ["#FFBE85", "#9CCBFF"], flat: "#41464E" },
};

/** Red, green and blue (0 to 255) of any CSS colour. */
export function rgb(colour) {
  const probe = new OffscreenCanvas(1, 1).getContext("2d");
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/** Relative luminance (WCAG 2) of [red, green, blue], 0 to 1. */
export function luminance(channels) {
  const [red, green, blue] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 256 RGB triples, linear between equally spaced hexadecimal colour stops. */
export function ramp(stops) {
  const channels = stops.map((stop) =>
    [1, 3, 5].map((start) => parseInt(stop.slice(start, start + 2), 16)),
  );
  const table = new Uint8ClampedArray(256 * 3);
  for (let shade = 0; shade < 256; shade += 1) {
    const place = (shade / 255) * (stops.length - 1);
    const lower = Math.min(Math.floor(place), stops.length - 2);
    for (let channel = 0; channel < 3; channel += 1) {
      const low = channels[lower][channel];
      table[3 * shade + channel] = low + (channels[lower + 1][channel] - low) * (place - lower);
    }
  }
  return table;
}

const RAMPS = { light: ramp(STOPS.light), dark: ramp(STOPS.dark) };

const modeOf = (background) => (luminance(rgb(background)) < 0.2 ? "dark" : "light");

/** A function that tells what a drawing needs to know of the theme in force at `node`. */
export function createThemeReader(node) {
  let known = { background: null, mode: null };
  return () => {
    const style = getComputedStyle(node);
    const property = (name) => style.getPropertyValue(name).trim();
    const background = property("--st-background-color");
    if (background !== known.background) known = { background, mode: modeOf(background) };
    return {
      ...known,
      text: property("--st-text-color"),
      border: property("--st-border-color"),
      secondary: property("--st-gray-text-color"),
      ramp: RAMPS[known.mode],
      ...FIXED[known.mode],
      family: style.fontFamily,
      axis: Math.max(12, parseFloat(style.fontSize) - 1.5),
    };
  };
}
