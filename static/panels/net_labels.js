// What stands beside the pictures of a network, and what its parts are called.

/**
 * Labels as items of a text layer: `plain` ones, and those that are `marked`.
 * `numberOf(layer, row)` is what stands there instead of the unit's own label, if anything.
 */
export function labelItems({ inputs, layers }, places, numberOf, axis) {
  const { size, wide, under, columns } = places;
  const at = (column, row, text) => {
    const { x, ys } = columns[column];
    const y = ys[row] + size / 2 + 0.75 * axis;
    if (under && column === 0) return { text, x, y, align: "start" };
    return wide
      ? { text, x: x + size + 7, y: ys[row], align: "start" }
      : { text, x: x + size / 2, y };
  };
  const plain = inputs.names.map((text, row) => at(0, row, text));
  const marked = [];
  layers.forEach((layer, index) => {
    layer.units.forEach((unit, row) => {
      const number = numberOf(index, row);
      (number || unit.mark ? marked : plain).push(at(index + 1, row, number || unit.label));
    });
    if (layer.more) {
      const { x, ys } = columns[index + 1];
      const y = ys.at(-1) + size / 2 + (wide ? 0.9 : 2) * axis;
      plain.push({ text: layer.more, x: x + size / 2, y });
    }
  });
  return { plain, marked };
}

/** Name of picture `row` of a column: an input, a unit, or an output. */
export function nameOf({ inputs, layers, ports }, column, row) {
  if (column === 0) return inputs.names[row];
  if (column > layers.length) return ports[row].name || "output";
  return layers[column - 1].units[row].key.replace(".", "·");
}
