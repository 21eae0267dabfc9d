// QR codes (ISO/IEC 18004): a text as bytes, error correction level L, versions 1 to 25.
const CHECK_BYTES = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The squares of the code, row by row, true for dark; null if the text is too long. */
export function qr(text) {
  const bytes = new TextEncoder().encode(text);
  const version = BLOCKS.findIndex((_, at) => bytes.length + (at + 1 < 10 ? 2 : 3) <= dataBytes(at + 1)) + 1;
  if (version === 0) {
    return null;
  }
  const codewords = interleaved(padded(bytes, version), version);
  const drawn = MASKS.map((_, mask) => draw(version, codewords, mask));
  return drawn.reduce((best, other) => (penalty(other) < penalty(best) ? other : best));
}

function rawBytes(version) {
  let squares = (16 * version + 128) * version + 64;
  if (version > 1) {
    const marks = Math.floor(version / 7) + 2;
    squares -= (25 * marks - 10) * marks - 55;
  }
  return Math.floor((version > 6 ? squares - 36 : squares) / 8);
}

const dataBytes = (version) => rawBytes(version) - CHECK_BYTES[version - 1] * BLOCKS[version - 1];

/** Mode and length before the bytes, filling behind them. */
function padded(bytes, version) {
  const bits = [];
  const put = (value, count) => {
    for (let bit = count - 1; bit >= 0; bit--) {
      bits.push((value >> bit) & 1);
    }
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => put(byte, 8));
  put(0, 4);
  const data = [];
  for (let at = 0; at < bits.length; at += 8) {
    data.push(bits.slice(at, at + 8).reduce((value, bit, place) => value | (bit << (7 - place)), 0));
  }
  for (let fill = 0xec; data.length < dataBytes(version); fill ^= 0xec ^ 0x11) {
    data.push(fill);
  }
  return data;
}

/** Product in GF(256) by the polynomial 0x11d. */
function product(one, other) {
  let result = 0;
  for (let bit = 7; bit >= 0; bit--) {
    result = (result << 1) ^ ((result >> 7) * 0x11d);
    result ^= ((other >> bit) & 1) * one;
  }
  return result;
}

function divisor(degree) {
  const result = Array(degree).fill(0);
  result[degree - 1] = 1;
  for (let step = 0, root = 1; step < degree; step++, root = product(root, 2)) {
    for (let at = 0; at < degree; at++) {
      result[at] = product(result[at], root) ^ (result[at + 1] ?? 0);
    }
  }
  return result;
}

function checkBytes(data, by) {
  const rest = by.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    by.forEach((coefficient, at) => (rest[at] ^= product(coefficient, factor)));
  }
  return rest;
}

/** The data cut into blocks, each with its check bytes, and dealt out one byte of each in turn. */
function interleaved(data, version) {
  const blocks = BLOCKS[version - 1];
  const check = CHECK_BYTES[version - 1];
  const short = Math.floor(rawBytes(version) / blocks) - check;
  const longer = rawBytes(version) % blocks;
  const by = divisor(check);
  const parts = [];
  for (let block = 0, from = 0; block < blocks; block++) {
    const part = data.slice(from, from + short + (block >= blocks - longer ? 1 : 0));
    from += part.length;
    parts.push({ part, checks: checkBytes(part, by) });
  }
  const dealt = [];
  for (let at = 0; at <= short; at++) {
    parts.forEach(({ part }) => at < part.length && dealt.push(part[at]));
  }
  for (let at = 0; at < check; at++) {
    parts.forEach(({ checks }) => dealt.push(checks[at]));
  }
  return dealt;
}

function marks(version, side) {
  if (version === 1) {
    return [];
  }
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const places = [6];
  for (let at = 0; at < count - 1; at++) {
    places.splice(1, 0, side - 7 - at * step);
  }
  return places;
}

function draw(version, codewords, mask) {
  const side = 17 + 4 * version;
  const dark = Array.from({ length: side }, () => Array(side).fill(false));
  const fixed = Array.from({ length: side }, () => Array(side).fill(false));
  const put = (x, y, value) => {
    if (x >= 0 && y >= 0 && x < side && y < side) {
      dark[y][x] = Boolean(value);
      fixed[y][x] = true;
    }
  };
  patterns(version, side, put);
  format(mask, side, put);
  fill(side, codewords, dark, fixed);
  dark.forEach((row, y) => row.forEach((value, x) => (row[x] = fixed[y][x] ? value : value !== (MASKS[mask](x, y) === 0))));
  return dark;
}

function patterns(version, side, put) {
  for (let at = 0; at < side; at++) {
    put(6, at, at % 2 === 0);
    put(at, 6, at % 2 === 0);
  }
  const square = (middleX, middleY, reach, light) => {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        put(middleX + dx, middleY + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  };
  const places = marks(version, side);
  const last = places.length - 1;
  places.forEach((x, column) =>
    places.forEach((y, row) => {
      const corner = (column === 0 && row === 0) || (column === 0 && row === last) || (column === last && row === 0);
      if (!corner) {
        square(x, y, 2, [1]);
      }
    }),
  );
  [[3, 3], [side - 4, 3], [3, side - 4]].forEach(([x, y]) => square(x, y, 4, [2, 4]));
  if (version > 6) {
    const bits = (version << 12) | remainder(version, 12, 0x1f25);
    for (let at = 0; at < 18; at++) {
      const near = Math.floor(at / 3);
      const far = side - 11 + (at % 3);
      put(near, far, (bits >> at) & 1);
      put(far, near, (bits >> at) & 1);
    }
  }
}

/** The remainder of a value, shifted by some bits, by a polynomial of that degree. */
function remainder(value, degree, polynomial) {
  let rest = value;
  for (let bit = 0; bit < degree; bit++) {
    rest = (rest << 1) ^ ((rest >> (degree - 1)) * polynomial);
  }
  return rest;
}

function format(mask, side, put) {
  const level = (1 << 3) | mask;
  const bits = ((level << 10) | remainder(level, 10, 0x537)) ^ 0x5412;
  const bit = (at) => (bits >> at) & 1;
  for (let at = 0; at < 8; at++) {
    put(8, at < 6 ? at : at + 1, bit(at));
    put(side - 1 - at, 8, bit(at));
  }
  put(7, 8, bit(8));
  for (let at = 9; at < 15; at++) {
    put(14 - at, 8, bit(at));
  }
  for (let at = 8; at < 15; at++) {
    put(8, side - 15 + at, bit(at));
  }
  put(8, side - 8, 1);
}

/** Two columns at a time from the right, upwards and downwards in turn. */
function fill(side, codewords, dark, fixed) {
  let at = 0;
  for (let right = side - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) {
      right = 5;
    }
    for (let step = 0; step < side; step++) {
      const y = up ? side - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!fixed[y][x] && at < codewords.length * 8) {
          dark[y][x] = ((codewords[at >> 3] >> (7 - (at & 7))) & 1) === 1;
          at++;
        }
      }
    }
  }
}

/** Less is easier to read: long runs of one colour and squares of four count against it. */
function penalty(dark) {
  let total = 0;
  const side = dark.length;
  for (let y = 0; y < side; y++) {
    for (let x = 0, across = 0, down = 0; x < side; x++) {
      across = x > 0 && dark[y][x] === dark[y][x - 1] ? across + 1 : 1;
      down = x > 0 && dark[x][y] === dark[x - 1][y] ? down + 1 : 1;
      total += (across >= 5 ? (across === 5 ? 3 : 1) : 0) + (down >= 5 ? (down === 5 ? 3 : 1) : 0);
      const four = x > 0 && y > 0 && [dark[y][x - 1], dark[y - 1][x], dark[y - 1][x - 1]];
      total += four && four.every((value) => value === dark[y][x]) ? 3 : 0;
    }
  }
  return total;
}
