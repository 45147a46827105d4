// Sends files, two at a time, with progress. Uses XMLHttpRequest because fetch reports no upload progress.
import { ApiError, at, errorOf } from './api.js';
import { keyring } from './keyring.js';
import { pause } from './follow.js';

const AT_ONCE = 2;
const ATTEMPTS = 4;

const waiting = [];
let running = 0;

/**
 * Uploads the file when an upload slot is free; resolves to the answer of the submit route.
 *
 * @param wanted {preset, options}; options may be null
 * @param onStart called when the upload starts
 * @param onProgress gets {sent, total, rate, etaSec}; rate in bytes per second, null while unknown
 */
export function upload(file, wanted, { onStart, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const turn = { start: () => attempts(file, wanted, onStart, onProgress, signal).then(resolve, reject) };
    signal.addEventListener('abort', () => {
      if (waiting.includes(turn)) waiting.splice(waiting.indexOf(turn), 1);
      reject(signal.reason);
    });
    waiting.push(turn);
    next();
  });
}

function next() {
  while (running < AT_ONCE && waiting.length > 0) {
    running++;
    waiting.shift().start().finally(() => { running--; next(); });
  }
}

/** Retries after a lost connection; the idempotency key ensures that it is the same job, whatever arrived. */
async function attempts(file, wanted, onStart, onProgress, signal) {
  const idempotencyKey = randomKey();
  onStart();
  for (let attempt = 1; ; attempt++) {
    const key = keyring.current();
    try {
      await readable(file);
      return await send(file, wanted, { 'Idempotency-Key': idempotencyKey, ...keyring.headers(key) }, onProgress, signal);
    } catch (failure) {
      if (signal.aborted) throw failure;
      if (failure.status === 401) {
        await keyring.ask(key, failure);
      } else if (attempt >= ATTEMPTS || !passes(failure)) {
        throw failure;
      } else {
        await pause(failure.retryAfter === null ? 500 * 2 ** attempt : Math.min(failure.retryAfter, 30) * 1000, signal);
      }
    }
  }
}

const passes = ({ code, status }) => code === 'connection' || [408, 425, 429].includes(status) || status >= 500;

async function readable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new ApiError('unreadable', 'The file cannot be read.');
  }
}

function send(file, { preset, options }, headers, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('preset', preset);
    if (options) form.append('options', JSON.stringify(options));
    form.append('media', file, file.name);
    const request = new XMLHttpRequest();
    const pace = new Pace();
    request.open('POST', at('jobs'));
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress(pace.after(event.loaded, event.total));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(errorOf(request.status, request.responseText, request.getResponseHeader('Retry-After')));
    };
    request.onerror = () => reject(new ApiError('connection', 'The connection was lost.'));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

/** Bytes per second over the last few seconds, not over the whole upload. */
class Pace {
  #marks = [{ at: performance.now(), sent: 0 }];

  after(sent, total) {
    const now = performance.now();
    this.#marks.push({ at: now, sent });
    while (this.#marks.length > 2 && now - this.#marks[0].at > 4000) this.#marks.shift();
    const [first] = this.#marks;
    const rate = now - first.at > 300 ? ((sent - first.sent) * 1000) / (now - first.at) : null;
    return { sent, total, rate, etaSec: rate ? (total - sent) / rate : null };
  }
}

// crypto.randomUUID exists only over https and on localhost.
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
