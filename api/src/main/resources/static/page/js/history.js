// The list of files as this browser remembers it, one entry per file so that tabs do not overwrite
// each other. The server keeps the jobs; the browser keeps only their ids and a thumbnail. A file
// that is not uploaded yet belongs to its own tab.
import { Item } from './item.js';
import { memory, tabMemory } from './memory.js';

const LONGEST = 200;
const ENTRY = 'file.';

/** What was on the list, newest first. */
export function remembered() {
  return [...entriesOf(memory), ...entriesOf(tabMemory)]
    .sort((one, other) => other.addedAt - one.addedAt)
    .map(revived);
}

function entriesOf(store) {
  return store.names(ENTRY).map((name) => {
    try { return JSON.parse(store.get(name)); } catch { return null; }
  }).filter((entry) => entry?.key && entry.name);
}

function revived(entry) {
  const item = new Item(entry);
  if (entry.body) item.see(entry.body);
  else if (entry.jobId) item.set({ phase: 'working' });
  else item.set({ phase: 'failed', error: entry.error ?? { code: 'interrupted', message: '' } });
  return item;
}

export function remember(item) {
  const { key, name, bytes, type, preset, options, addedAt, jobId, thumb, error } = item;
  const body = item.active ? null : item.body;
  const text = JSON.stringify({ key, name, bytes, type, preset, options, addedAt, jobId, body, error, thumb });
  const store = jobId === null ? tabMemory : memory;
  if (jobId !== null) tabMemory.remove(ENTRY + key);
  if (!store.set(ENTRY + key, text)) {
    forgetOldest(LONGEST / 4);
    store.set(ENTRY + key, text);
  }
}

export function forget({ key }) {
  memory.remove(ENTRY + key);
  tabMemory.remove(ENTRY + key);
}

/** Keeps the list from growing for ever. */
export const trim = () => forgetOldest(LONGEST);

function forgetOldest(kept) {
  remembered().slice(kept).forEach(forget);
}
