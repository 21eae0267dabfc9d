// Cuts a file where its bytes say so, exactly as every desk does (docs/format/sync.md): equal files share all chunks,
// so that what the hub has already is not sent again. The 64-bit rolling hash is kept as two halves of 32 bits.
const MIN = 256 * 1024;
const AIM = 1024 * 1024;
const MAX = 4 * 1024 * 1024;
const WINDOW = 64;
const BELOW_AIM = 0xfffffc00 | 0;
const ABOVE_AIM = 0xffffc000 | 0;

let table;

async function gear() {
  const high = new Int32Array(256);
  const low = new Int32Array(256);
  for (let value = 0; value < 256; value++) {
    const digest = new DataView(await crypto.subtle.digest('SHA-256', new Uint8Array([value])));
    high[value] = digest.getInt32(0);
    low[value] = digest.getInt32(4);
  }
  return { high, low };
}

/** The end of the chunk that begins at 0, within these bytes, which reach MAX or the end of the file. */
function end(bytes, { high, low }) {
  const length = Math.min(bytes.length, MAX);
  const first = Math.min(length, MIN);
  const aim = Math.min(length, AIM);
  let hashHigh = 0;
  let hashLow = 0;
  for (let at = Math.min(length, MIN - WINDOW); at < length; at++) {
    const value = bytes[at];
    const sum = ((hashLow << 1) >>> 0) + (low[value] >>> 0);
    hashHigh = ((hashHigh << 1) | (hashLow >>> 31)) + high[value] + (sum > 0xffffffff ? 1 : 0);
    hashHigh |= 0;
    hashLow = sum | 0;
    if (at >= first && (hashHigh & (at < aim ? BELOW_AIM : ABOVE_AIM)) === 0) {
      return at + 1;
    }
  }
  return length;
}

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The chunks of a file, in their order: {digest, length, bytes}, the digest in hexadecimal digits. */
export async function* chunksOf(file) {
  table ??= await gear();
  let from = 0;
  while (from < file.size) {
    const bytes = new Uint8Array(await file.slice(from, from + MAX).arrayBuffer());
    const chunk = bytes.subarray(0, end(bytes, table));
    const digest = hex(await crypto.subtle.digest('SHA-256', chunk));
    yield { digest, length: chunk.length, bytes: chunk };
    from += chunk.length;
  }
}
