// Follows a job to its end: by server-sent events; where they do not get through, by long polls;
// where those answer at once, by plain polls.
import { api, ApiError } from './api.js';
import { eventsOf } from './sse.js';

/**
 * Requests that may be held open at a time. A browser opens six connections to an HTTP/1.1 server;
 * two are for uploads, and one must stay free for everything else. Further jobs poll.
 */
const HELD = 3;
const SILENCE_MILLIS = 35_000;
const LONG_POLL_SECONDS = 20;
const PAUSE_MILLIS = 1_500;

let held = 0;
let eventsWork = true;

export const isFinal = (body) => body.status === 'done' || body.status === 'failed';

/** Calls back with every new state; resolves after the final one. Rejects when there is no such job. */
export async function follow(jobId, onState, signal) {
  const seen = { lastEventId: null, text: '', failures: 0, final: false };
  const tell = (text) => {
    const body = JSON.parse(text);
    seen.failures = 0;
    seen.final = isFinal(body);
    if (text !== seen.text) onState(body);
    seen.text = text;
  };
  while (!seen.final && !signal.aborted) {
    const hold = held < HELD;
    if (hold) held++;
    try {
      if (hold && eventsWork) await byEvents(jobId, seen, tell, signal);
      else await byPoll(jobId, hold ? LONG_POLL_SECONDS : 0, seen, tell, signal);
    } catch (failure) {
      if (signal.aborted) return;
      if (failure instanceof ApiError && failure.status === 404) throw failure;
      seen.failures++;
      await pause(Math.min(15_000, 500 * 2 ** seen.failures), signal);
    } finally {
      if (hold) held--;
    }
  }
}

async function byEvents(jobId, seen, tell, signal) {
  const stream = new AbortController();
  const stop = () => stream.abort();
  signal.addEventListener('abort', stop);
  try {
    const response = await api.events(jobId, seen.lastEventId, stream.signal);
    if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) throw new Error('No event stream.');
    for await (const event of eventsOf(response, SILENCE_MILLIS)) {
      seen.lastEventId = event.id;
      tell(event.data);
      if (seen.final) return;
    }
  } catch (failure) {
    // Lost connections heal; a stream that a proxy does not let through never will.
    const broken = failure instanceof ApiError ? failure.status === 404 || failure.status === 406 : true;
    if (signal.aborted) throw failure;
    if (!broken) throw failure;
    if (!(failure instanceof TypeError)) eventsWork = false;
    await byPoll(jobId, 0, seen, tell, signal);
  } finally {
    signal.removeEventListener('abort', stop);
    stream.abort();
  }
}

async function byPoll(jobId, wait, seen, tell, signal) {
  const began = performance.now();
  const response = await api.jobAfterWaiting(jobId, wait, signal);
  const before = seen.text;
  tell(await response.text());
  const waited = wait > 0 && performance.now() - began > PAUSE_MILLIS;
  if (seen.final || (waited && before !== seen.text)) return;
  const advised = Number(response.headers.get('Retry-After')) * 1000;
  await pause(Math.min(Math.max(PAUSE_MILLIS, advised || 0), 10_000), signal);
}

export function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
