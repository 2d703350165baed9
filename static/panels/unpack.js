// Restores the view that `dashboard.panels.payload.pack` packed: a tree of plain values in which
// each array is { shape, data }, data being a typed array.

const MAGIC = "ACT1";
const TYPES = { f4: Float32Array, i2: Int16Array, u1: Uint8Array, u4: Uint32Array };

function restore(value, buffer, start) {
  if (Array.isArray(value)) return value.map((item) => restore(item, buffer, start));
  if (value === null || typeof value !== "object") return value;
  if ("$array" in value) {
    const [type, shape, offset] = value.$array;
    const length = shape.reduce((product, extent) => product * extent, 1);
    return { shape, data: new TYPES[type](buffer, start + offset, length) };
  }
  const entries = Object.entries(value).map(([key, item]) => [key, restore(item, buffer, start)]);
  return Object.fromEntries(entries);
}

/** The tree in `bytes` (Uint8Array). Throws an Error that says what is wrong with them. */
export function unpack(bytes) {
  if (!(bytes instanceof Uint8Array)) throw new Error("the payload is not bytes");
  // A copy starts at offset 0 of its own buffer: typed arrays need aligned offsets.
  const { buffer } = bytes.slice();
  const text = new TextDecoder();
  if (buffer.byteLength < 8 || text.decode(new Uint8Array(buffer, 0, 4)) !== MAGIC) {
    throw new Error(`the payload does not start with ${MAGIC}`);
  }
  const length = new DataView(buffer).getUint32(4, true);
  if (8 + length > buffer.byteLength) throw new Error("the payload ends inside its header");
  const header = JSON.parse(text.decode(new Uint8Array(buffer, 8, length)));
  return restore(header, buffer, 8 + length);
}
