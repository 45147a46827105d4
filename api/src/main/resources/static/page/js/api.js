// The HTTP routes this page calls. Paths are relative to the page, so it works behind any prefix.
import { keyring } from './keyring.js';

export class ApiError extends Error {
  constructor(code, message, status = 0, retryAfter = null) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export const at = (path) => new URL(`api/media/${path}`, document.baseURI).href;
const job = (id) => `jobs/${encodeURIComponent(id)}`;

/** The error of an answer, even if a proxy answered in another format. */
export function errorOf(status, text, retryAfter) {
  let body = {};
  try { body = JSON.parse(text) ?? {}; } catch { /* not ours */ }
  const code = body.code ?? { 401: 'unauthorized', 404: 'not-found', 413: 'too-large' }[status]
    ?? (status >= 500 ? 'unavailable' : 'unknown');
  return new ApiError(code, body.error ?? `The server answered ${status}.`, status, seconds(retryAfter));
}

const seconds = (header) => (header && /^\d+$/.test(header) ? Number(header) : null);

/** Returns an answer with a success status. Asks the user for a key if the server requires one. */
export async function call(url, { headers = {}, ...options } = {}) {
  for (;;) {
    const key = keyring.current();
    let response;
    try {
      response = await fetch(url, { cache: 'no-store', ...options, headers: { ...headers, ...keyring.headers(key) } });
    } catch (failure) {
      if (options.signal?.aborted) throw failure;
      throw new ApiError('connection', 'The server cannot be reached.');
    }
    if (response.ok || response.status === 304) return response;
    const error = errorOf(response.status, await response.text().catch(() => ''), response.headers.get('Retry-After'));
    if (response.status !== 401) throw error;
    await keyring.ask(key, error);
  }
}

const json = async (url, options) => (await call(url, options)).json();

export const api = {
  presets: () => json(at('presets')),
  limits: () => json(at('limits')),
  usage: () => json(at('../usage')),
  job: (id, signal) => json(at(job(id)), { signal }),
  cancel: (id) => call(at(`${job(id)}/cancel`), { method: 'POST' }),
  erase: (id, keepalive = false) => call(at(job(id)), { method: 'DELETE', keepalive }),

  /** A long poll: waits for a change, at most that many seconds; 0 answers at once. */
  jobAfterWaiting: (id, wait, signal) => call(at(job(id)) + (wait > 0 ? `?wait=${wait}` : ''), { signal }),
  events: (id, lastEventId, signal) => call(at(`${job(id)}/events`), {
    signal,
    headers: { Accept: 'text/event-stream', ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}) },
  }),
};

/**
 * The URL of the result, or of a further output of the same job. A link to this API becomes relative to the page, so that it
 * also works where the server has another name; a link to a bucket stays unchanged.
 */
export function resultUrl(body, output = body) {
  if (!output?.downloadUrl) return null;
  const url = new URL(output.downloadUrl, document.baseURI);
  const begin = url.pathname.indexOf(`/api/media/${job(body.jobId)}/download`);
  return begin < 0 ? url.href : new URL(url.pathname.slice(begin + 1) + url.search, document.baseURI).href;
}
