// The curve on which a sampled function is zero: marching squares.

// Edges of a cell: 0 bottom, 1 right, 2 top, 3 left. Per pattern of corners that are not negative
// (bit 0 bottom left, 1 bottom right, 2 top right, 3 top left) the pairs of edges to join.
const PAIRS = [
  [], [3, 0], [0, 1], [3, 1], [1, 2], [3, 0, 1, 2], [0, 2], [3, 2],
  [2, 3], [2, 0], [0, 1, 2, 3], [2, 1], [1, 3], [1, 0], [0, 3], [],
];
// The two saddles with the other joining, used where the cell's mean is not negative.
const JOINED = { 5: [3, 2, 1, 0], 10: [0, 3, 2, 1] };

const crossing = (from, to) => from / (from - to);

function edgePoint(edge, column, row, corners) {
  const [a, b, c, d] = corners;
  if (edge === 0) return [column + crossing(a, b), row];
  if (edge === 1) return [column + 1, row + crossing(b, c)];
  if (edge === 2) return [column + crossing(d, c), row + 1];
  return [column, row + crossing(a, d)];
}

function pairsOf(corners) {
  const pattern = corners.reduce((bits, value, bit) => bits | ((value >= 0 ? 1 : 0) << bit), 0);
  const mean = corners[0] + corners[1] + corners[2] + corners[3];
  return (mean >= 0 && JOINED[pattern]) || PAIRS[pattern];
}

function addPieces(pieces, column, row, corners) {
  for (const edge of pairsOf(corners)) pieces.push(...edgePoint(edge, column, row, corners));
}

/**
 * Line pieces [x1, y1, x2, y2, ...] in units of samples (column, row) on which `values` is zero.
 * `values` holds `rows` rows of `columns` numbers, the lowest row first.
 */
export function zeroContour(values, columns, rows) {
  const pieces = [];
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      const corners = [values[at], values[at + 1], values[at + columns + 1], values[at + columns]];
      addPieces(pieces, column, row, corners);
    }
  }
  return pieces;
}

/**
 * Line pieces between regions: `winner` tells whose a sample is, `margin` (positive) by how much.
 * Between two samples of different regions the border lies where their margins are 0 in between.
 */
export function borderContour(winner, margin, columns, rows) {
  const pieces = [];
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      const places = [at, at + 1, at + columns + 1, at + columns];
      if (places.every((place) => winner[place] === winner[at])) continue;
      const owners = [...new Set(places.map((place) => winner[place]))];
      // Where two regions meet, the border of one is the border of the other.
      for (const owner of owners.length === 2 ? owners.slice(1) : owners) {
        const signed = (place) => (winner[place] === owner ? margin[place] : -margin[place]);
        addPieces(pieces, column, row, places.map(signed));
      }
    }
  }
  return pieces;
}
