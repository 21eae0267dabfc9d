// Chunks as they travel: frames of 49 bytes and the content (docs/format/sync.md), uncompressed.
const HEADER = 49;
const TABLE = Int32Array.from({ length: 256 }, (_, value) => {
  let crc = value;
  for (let bit = 0; bit < 8; bit++) {
    crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return crc;
});

/** CRC-32C (Castagnoli). */
function crc32c(bytes) {
  let crc = -1;
  for (let at = 0; at < bytes.length; at++) {
    crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[at]) & 0xff];
  }
  return ~crc >>> 0;
}

function frame({ digest, length, bytes }) {
  const head = new Uint8Array(HEADER);
  const view = new DataView(head.buffer);
  for (let at = 0; at < 32; at++) {
    head[at] = parseInt(digest.slice(2 * at, 2 * at + 2), 16);
  }
  view.setUint32(32, length);
  view.setUint32(36, length);
  view.setUint32(41, crc32c(bytes));
  view.setUint32(45, crc32c(head.subarray(0, 45)));
  return [head, bytes];
}

/** A pack of these chunks. */
export function pack(chunks) {
  return new Blob(chunks.flatMap(frame));
}

/** Digests one after the other in Base64. */
export function joined(digests) {
  return btoa(digests.map((digest) => digest.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)))).join(''));
}

/** The digests in such a text. */
export function apart(text) {
  const digits = Array.from(atob(text), (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return digits.match(/.{64}/g) ?? [];
}
