// All files of this page, newest first, and what can be done with each.
import { api, ApiError, resultUrl } from './api.js';
import { alarm, announce } from './announce.js';
import { follow } from './follow.js';
import { bytes, percent } from './format.js';
import { forget, remember, remembered, trim } from './history.js';
import { Item } from './item.js';
import { thumbOf } from './thumbs.js';
import { toast } from './toasts.js';
import { upload } from './upload.js';
import { inWords } from './words.js';

const UNDO_MILLIS = 7_000;
const CHECKS_AT_ONCE = 2;

/** Notifies of additions ('add', with the item), removals ('remove') and changes ('change'). */
export class Shelf extends EventTarget {
  items = [];
  #limit = Infinity;
  #doomed = new Set();
  #changed = () => this.dispatchEvent(new Event('change'));

  /** Files above this are refused before they are sent. */
  limitInput(maxBytes) { this.#limit = maxBytes ?? Infinity; }

  /** Restores the remembered files and follows running jobs again. */
  restore() {
    trim();
    for (const item of remembered().reverse()) this.#put(item);
    this.items.filter((item) => item.phase === 'working').forEach((item) => this.#follow(item));
    this.#checkSettled(this.items.filter((item) => item.jobId && !item.active));
  }

  /** @param optionsOf gets a file and returns its options */
  add(files, preset, optionsOf) {
    const added = files.map((file, index) => new Item({
      key: `${Date.now()}-${Math.random().toString(36).slice(2, 8)}`,
      name: file.name, bytes: file.size, type: file.type, preset, options: optionsOf(file), file,
      // The first one stands on top.
      addedAt: Date.now() + files.length - index,
    }));
    for (const item of added.toReversed()) this.#put(item);
    for (const item of added) {
      thumbOf(item.file, item.kind).then((thumb) => this.#picture(item, thumb));
      this.#send(item);
    }
    announce(files.length === 1 ? `${files[0].name} added.` : `${files.length} files added.`);
  }

  retry(item) {
    item.set({ phase: 'queued', error: null, body: null, jobId: null, sending: null, progress: null, abort: new AbortController() });
    this.#send(item);
  }

  async cancel(item) {
    if (item.jobId === null) {
      item.abort.abort(new ApiError('cancelled', ''));
      return;
    }
    item.set({ cancelling: true });
    try {
      await api.cancel(item.jobId);
    } catch (failure) {
      item.set({ cancelling: false });
      toast(`${item.name}: ${inWords(failure).headline}`);
    }
  }

  /** Removes files from the list at once, and from the server when the time for undo is over. */
  remove(items) {
    if (items.length === 0) return;
    const places = items.map((item) => this.items.indexOf(item));
    for (const item of items) this.#take(item);
    const doom = { items, timer: setTimeout(() => this.#erase(doom), UNDO_MILLIS) };
    this.#doomed.add(doom);
    const what = items.length === 1 ? `${items[0].name} removed.` : `${items.length} files removed.`;
    toast(what, { label: 'Undo', run: () => this.#bringBack(doom, places) }, UNDO_MILLIS);
  }

  /** Erases removed files before the page unloads. */
  leave() {
    for (const doom of this.#doomed) this.#erase(doom, true);
  }

  get uploading() {
    return this.items.some((item) => item.phase === 'queued' || item.phase === 'uploading');
  }

  #put(item, place = 0) {
    this.items.splice(place, 0, item);
    item.addEventListener('change', this.#changed);
    remember(item);
    this.dispatchEvent(new CustomEvent('add', { detail: { item, place } }));
    this.#changed();
  }

  #take(item) {
    this.items.splice(this.items.indexOf(item), 1);
    item.removeEventListener('change', this.#changed);
    forget(item);
    this.dispatchEvent(new CustomEvent('remove', { detail: { item } }));
    this.#changed();
  }

  #bringBack(doom, places) {
    clearTimeout(doom.timer);
    this.#doomed.delete(doom);
    doom.items.map((item, index) => [places[index], item])
      .sort(([one], [other]) => one - other)
      .forEach(([place, item]) => this.#put(item, place));
  }

  #erase(doom, leaving = false) {
    clearTimeout(doom.timer);
    this.#doomed.delete(doom);
    for (const item of doom.items) {
      item.abort.abort(new ApiError('cancelled', ''));
      if (item.jobId && item.phase !== 'gone') {
        api.erase(item.jobId, leaving).catch((failure) => {
          if (failure.status !== 404) toast(`${item.name} is still on the server: ${failure.message}`);
        });
      }
    }
  }

  async #send(item) {
    if (item.bytes > this.#limit) {
      this.#fail(item, new ApiError('too-large', `It has ${bytes(item.bytes)}; the limit is ${bytes(this.#limit)}.`));
      return;
    }
    try {
      const { jobId } = await upload(item.file, item, {
        signal: item.abort.signal,
        onStart: () => item.set({ phase: 'uploading' }),
        onProgress: (sending) => item.set({ sending }),
      });
      item.set({ jobId, phase: 'working', sending: null });
      remember(item);
    } catch (failure) {
      this.#fail(item, failure);
      return;
    }
    await this.#follow(item);
  }

  async #follow(item) {
    try {
      await follow(item.jobId, {
        onState: (body) => item.see(body),
        onTrouble: () => item.set({ offline: true }),
        signal: item.abort.signal,
      });
    } catch (failure) {
      item.set({ phase: 'gone', error: failure });
    }
    if (!this.items.includes(item)) return;
    item.set({ cancelling: false, thumb: item.refused ? null : item.thumb });
    remember(item);
    if (item.phase === 'failed') this.#tellFailure(item);
    if (item.phase === 'done') await this.#tellDone(item);
  }

  async #tellDone(item) {
    const { outputBytes, savedPercent } = item.body.result;
    announce(`${item.name} is done: ${bytes(outputBytes)}, ${percent(savedPercent)} smaller.`);
    const url = resultUrl(item.body);
    // A picture that the browser could not make of the original; a bucket's pixels may not be read.
    if (item.thumb === null && url?.startsWith(window.location.origin)) {
      this.#picture(item, await thumbOf(url, item.kind));
    }
  }

  #fail(item, failure) {
    const known = failure instanceof ApiError ? failure : new ApiError('unknown', String(failure?.message ?? failure));
    item.set({ phase: 'failed', error: { code: known.code, message: known.message }, sending: null });
    remember(item);
    this.#tellFailure(item);
  }

  #tellFailure(item) {
    const { headline, hint } = inWords(item.error);
    alarm(`${item.name}: ${headline} ${hint}`);
  }

  #picture(item, thumb) {
    if (thumb === null || item.refused) return;
    item.set({ thumb });
    if (this.items.includes(item)) remember(item);
  }

  /** Checks whether the server still has the jobs of earlier visits. */
  async #checkSettled(items) {
    const check = async () => {
      for (let item = items.shift(); item; item = items.shift()) {
        try {
          item.see(await api.job(item.jobId));
        } catch (failure) {
          if (failure.status === 404) item.set({ phase: 'gone', error: failure });
        }
      }
    };
    await Promise.all(Array.from({ length: CHECKS_AT_ONCE }, check));
  }
}
