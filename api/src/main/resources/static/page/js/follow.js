// Follows a job to its end: by server-sent events; if these are blocked, by long polls;
// if those answer at once, by plain polls.
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
const LONGEST_PAUSE_MILLIS = 15_000;

let held = 0;

/** Consecutive streams without an event although the server was reachable. */
let barren = 0;
const BARREN_STREAMS = 2;

const isFinal = (body) => body.status === 'done' || body.status === 'failed';

/**
 * Resolves after the final state. Rejects when there is no such job; every other failure is
 * retried until it works.
 *
 * @param onState gets every new state
 * @param onTrouble called when the server cannot be reached
 */
export async function follow(jobId, { onState, onTrouble, signal }) {
  const job = { jobId, signal, lastEventId: null, text: null, failures: 0, final: false };
  job.tell = (text) => {
    job.failures = 0;
    if (text === job.text) return;
    job.text = text;
    const body = JSON.parse(text);
    job.final = isFinal(body);
    onState(body);
  };
  while (!job.final && !signal.aborted) {
    const hold = held < HELD;
    if (hold) held++;
    try {
      if (hold && barren < BARREN_STREAMS) await byEvents(job);
      else await byPoll(job, hold ? LONG_POLL_SECONDS : 0);
    } catch (failure) {
      if (signal.aborted) return;
      if (failure instanceof ApiError && failure.status === 404) throw failure;
      job.failures++;
      onTrouble();
      await pause(Math.min(LONGEST_PAUSE_MILLIS, 500 * 2 ** job.failures), signal);
    } finally {
      if (hold) held--;
    }
  }
}

/** Resolves when the stream has ended or broken; rejects when the server cannot be reached at all. */
async function byEvents(job) {
  const stream = new AbortController();
  const stop = () => stream.abort();
  job.signal.addEventListener('abort', stop);
  try {
    const response = await api.events(job.jobId, job.lastEventId, stream.signal);
    for await (const event of eventsOf(response, SILENCE_MILLIS)) {
      barren = 0;
      job.lastEventId = event.id;
      job.tell(event.data);
      if (job.final) return;
    }
    // Ended early, perhaps because the server restarts.
    await byPoll(job, 0);
  } catch (failure) {
    if (job.signal.aborted) throw failure;
    // Finds the cause: if the connection or the job failed, this request fails too; otherwise it was the stream.
    await byPoll(job, 0);
    if (job.final) return;
    barren += neverWorks(failure) ? BARREN_STREAMS : 1;
  } finally {
    job.signal.removeEventListener('abort', stop);
    stream.abort();
  }
}

/** A broken stream may be a single failure; a missing route or a buffered stream is permanent. */
const neverWorks = (failure) => failure.name === 'NoStream' || [404, 406].includes(failure.status);

async function byPoll(job, waitSeconds) {
  const began = performance.now();
  const before = job.text;
  const response = await api.jobAfterWaiting(job.jobId, waitSeconds, job.signal);
  job.tell(await response.text());
  const waited = waitSeconds > 0 && performance.now() - began > PAUSE_MILLIS;
  if (job.final || (waited && job.text !== before)) return;
  const advised = Number(response.headers.get('Retry-After')) * 1000 || 0;
  await pause(Math.min(Math.max(PAUSE_MILLIS, advised), LONGEST_PAUSE_MILLIS), job.signal);
}

export function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
