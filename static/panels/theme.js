// Colours and type of the pictures, read from the custom properties that Streamlit sets.

const STOPS = {
  light: ["#F0A04F", "#F8CFA4", "#F6F5F3", "#B4D0EC", "#6AA2DA"],
  dark: ["#A65F22", "#633F20", "#25282D", "#24405F", "#336BA8"],
};
// Of each class, the mark of its samples and the field where a net is sure of it. Orange and blue
// come first; the others keep apart from them and from each other for colour-blind eyes too.
export const CLASSES = {
  light: [
    ["#943F00", "#F0A04F"], ["#0B4A8C", "#6AA2DA"], ["#629E44", "#DDF3D2"],
    ["#DF4AC4", "#FCE4F6"], ["#3B3909", "#CFCB7C"], ["#9E43F9", "#EAD9FB"],
    ["#360808", "#D9A3A0"], ["#2D7B6C", "#BFE5DC"], ["#6B224F", "#E3A9C8"],
    ["#0D0B4B", "#A3A4E0"],
  ],
  dark: [
    ["#FFBE85", "#A65F22"], ["#9CCBFF", "#336BA8"], ["#39895F", "#00351E"],
    ["#B83ED3", "#41174B"], ["#F8F32A", "#5B5902"], ["#88729E", "#38244A"],
    ["#D8420F", "#531200"], ["#BBFBEF", "#226158"], ["#DD86A3", "#7A354F"],
    ["#9594FF", "#474683"],
  ],
};
const FLAT = { light: "#D3D6DA", dark: "#41464E" };
// Samples without a class; numbers lead from orange to blue by way of it.
const MIDDLE = { light: "#8B8F97", dark: "#8F949C" };

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
  return Array.from({ length: 256 }, (_, shade) => {
    const place = (shade / 255) * (stops.length - 1);
    const lower = Math.min(Math.floor(place), stops.length - 2);
    const mixed = (low, channel) => low + (channels[lower + 1][channel] - low) * (place - lower);
    return channels[lower].map(mixed).map(Math.round);
  });
}

function picturesOf(mode) {
  const marks = CLASSES[mode].map(([mark]) => mark);
  return {
    classes: marks,
    fields: CLASSES[mode].map(([, field]) => ramp([STOPS[mode][2], field])),
    ramp: ramp(STOPS[mode]),
    marks: ramp([marks[0], MIDDLE[mode], marks[1]]),
    middle: MIDDLE[mode],
    flat: FLAT[mode],
  };
}

const PICTURES = { light: picturesOf("light"), dark: picturesOf("dark") };

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
      ...PICTURES[known.mode],
      family: style.fontFamily,
      axis: Math.max(12, parseFloat(style.fontSize) - 1.5),
    };
  };
}
