// Numbers of the readouts. Everything else on screen arrives as text.

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MINUS = "−";
const NARROW_SPACE = "\u202f";

const withMinus = (text) => text.replace("-", MINUS);

function powerOfTen(value) {
  const [digits, exponent] = value.toExponential(1).split("e");
  const raised = Array.from(exponent.replace("+", ""), (character) =>
    character === "-" ? "⁻" : SUPERSCRIPTS[Number(character)],
  );
  return `${withMinus(digits)}×10${raised.join("")}`;
}

// Outside [0.001, 9995) a value has two significant digits, whatever its format.
const isFar = (value) => value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 9995);

function twoDigits(value) {
  const text = value.toPrecision(2);
  return withMinus(text.includes("e") ? String(Number(text)) : text);
}

const FORMATS = {
  loss: (value) => (isFar(value) ? powerOfTen(value) : withMinus(value.toFixed(3))),
  r2: (value) => {
    if (Math.abs(value) >= 9995) return powerOfTen(value);
    const text = value.toFixed(2);
    return text === "1.00" && value < 1 ? ">0.99" : withMinus(text.replace("-0.00", "0.00"));
  },
  percent: (value) => `${withMinus((100 * value).toFixed(1))}${NARROW_SPACE}%`,
  gradient: (value) => {
    if (value === 0) return "0";
    return isFar(value) ? powerOfTen(value) : twoDigits(value);
  },
};

/** A value as text in one of the formats "loss", "percent", "r2" and "gradient"; a gap is a dash. */
export function formatValue(value, format) {
  return Number.isFinite(value) ? FORMATS[format](value) : "–";
}

/** A tick of the z axis; large ones as powers of ten. */
export function formatTick(value) {
  return Math.abs(value) < 10000 ? withMinus(String(value)) : powerOfTen(value);
}

/** A step with thousands separated: 1,234. */
export function formatStep(step) {
  return `step ${Math.round(step).toLocaleString("en-US")}`;
}

/** A time in seconds, three significant digits: 0.123 s. */
export function formatSeconds(seconds) {
  return `${Number(seconds.toPrecision(3))}${NARROW_SPACE}s`;
}
