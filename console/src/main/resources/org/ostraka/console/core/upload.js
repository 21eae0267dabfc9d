// Sends files: cut into chunks, of which only those travel that the hub does not have.
import { api, within } from './api.js';
import { propose, freshNode } from './changes.js';
import { chunksOf } from './cutter.js';
import { apart, joined, pack } from './pack.js';

const PACK_BYTES = 8 * 1024 * 1024;
const LONGEST_CHUNK = 4 * 1024 * 1024;

/**
 * Sends one file into a folder; a file that has its name there gets a new version.
 *
 * @param place {repository, parent, present}: present is the node of that name, if there is one
 * @param onBytes told how many bytes of the file are done
 */
export async function upload(place, file, onBytes, signal) {
  const refs = [];
  let batch = [];
  let held = 0;
  let done = 0;
  const flush = async () => {
    await sendMissing(place.repository, batch, signal);
    done += held;
    onBytes(done);
    batch = [];
    held = 0;
  };
  for await (const chunk of chunksOf(file)) {
    signal?.throwIfAborted();
    refs.push({ digest: chunk.digest, length: chunk.length });
    batch.push(chunk);
    held += chunk.length;
    if (held > PACK_BYTES - LONGEST_CHUNK) {
      await flush();
    }
  }
  await flush();
  await propose(place.repository, [change(place, file, refs)]);
}

async function sendMissing(repository, chunks, signal) {
  if (chunks.length === 0) {
    return;
  }
  const answer = await api.post(within(repository, 'chunks', 'missing'), {
    digests: joined(chunks.map((chunk) => chunk.digest)),
  });
  const missing = new Set(apart(answer.digests));
  const wanted = chunks.filter((chunk) => missing.delete(chunk.digest));
  if (wanted.length > 0) {
    await api.send(within(repository, 'chunks'), pack(wanted), { signal });
  }
}

function change({ parent, present }, file, chunks) {
  const entry = { kind: 'file', executable: false, modified: file.lastModified, chunks };
  return present === undefined
    ? { kind: 'create', node: freshNode(), parent, name: file.name, entry }
    : { kind: 'edit', node: present.id, entry, against: present.version };
}
