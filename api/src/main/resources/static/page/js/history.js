// The list of files as this browser remembers it, one entry per file so that tabs do not overwrite
// each other. The server keeps the jobs; here stand only their ids and a small picture.
import { Item } from './item.js';
import { memory } from './memory.js';

const LONGEST = 200;
const ENTRY = 'file.';

export function remembered() {
  const entries = memory.names(ENTRY).map((name) => {
    try { return JSON.parse(memory.get(name)); } catch { return null; }
  });
  return entries
    .filter((entry) => entry?.key && entry.name)
    .sort((one, other) => other.addedAt - one.addedAt)
    .map((entry) => {
      const item = new Item(entry);
      if (item.body) item.see(item.body);
      else if (item.jobId) item.phase = 'working';
      else item.set({ phase: 'failed', error: { code: 'interrupted', message: '' } });
      return item;
    });
}

export function remember(item) {
  const { key, name, bytes, type, preset, addedAt, jobId, body, thumb } = item;
  const settled = body && !item.active ? body : null;
  const text = JSON.stringify({ key, name, bytes, type, preset, addedAt, jobId, body: settled, thumb });
  if (!memory.set(ENTRY + key, text)) {
    forgetOldest();
    memory.set(ENTRY + key, text);
  }
}

export const forget = (item) => memory.remove(ENTRY + item.key);

function forgetOldest() {
  const entries = remembered();
  for (const item of entries.slice(Math.min(LONGEST, Math.floor(entries.length / 2)))) forget(item);
}

/** Keeps the list from growing for ever. */
export function trim() {
  for (const item of remembered().slice(LONGEST)) forget(item);
}
