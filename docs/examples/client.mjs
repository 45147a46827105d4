// A client of Reelway in plain JavaScript: fetch and FormData, nothing to install (Node 18 or later, or a browser).
//
//   node client.mjs http://localhost:8080 clip.mp4 low-bandwidth
//
// Prints the finished job and writes its output beside the input. REELWAY_KEY holds the key where the server wants one.

import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export class ReelwayError extends Error {
  constructor(status, { error, code }) {
    super(error);
    this.status = status;
    this.code = code;
  }
}

export class Reelway {
  constructor(baseUrl, key) {
    this.baseUrl = baseUrl;
    this.headers = key ? { 'x-api-key': key } : {};
  }

  /** Submits a file; answers `{ jobId, status, createdAt }`. */
  async submit(file, filename, preset, headers = {}) {
    return (await this.request('/api/media/jobs', form(file, filename, preset), headers)).json();
  }

  /** One look at a job. */
  async job(id) {
    return (await this.request(`/api/media/jobs/${id}`)).json();
  }

  /** Polls once a second until the job has ended, and answers it. */
  async waitForJob(id, timeoutMs = 600_000) {
    for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(1000)) {
      const job = await this.job(id);
      if (job.status === 'done') return job;
      if (job.status === 'failed') throw new ReelwayError(409, { ...job.error, error: job.error.message });
    }
    throw new Error(`Job ${id} is not done after ${timeoutMs} ms`);
  }

  /** The output of a finished job. Its URL needs no key. */
  async download(job) {
    const answer = await fetch(job.downloadUrl);
    if (!answer.ok) throw new ReelwayError(answer.status, await answer.json());
    return Buffer.from(await answer.arrayBuffer());
  }

  /** Submit, wait and download in one request. */
  async optimize(file, filename, preset) {
    const answer = await this.request('/api/media/optimize', form(file, filename, preset));
    const header = (name) => answer.headers.get(`x-pipelyn-${name}`);
    return {
      kind: header('kind'),
      preset: header('preset'),
      strategy: header('strategy'),
      inputBytes: Number(header('input-bytes')),
      outputBytes: Number(header('output-bytes')),
      savedBytes: Number(header('saved-bytes')),
      savedPercent: Number(header('saved-percent')),
      inputDurationSec: header('input-duration') === '' ? null : Number(header('input-duration')),
      outputDurationSec: header('output-duration') === '' ? null : Number(header('output-duration')),
      inputWidth: Number(header('input-width')),
      outputWidth: Number(header('output-width')),
      totalJobs: Number(header('total-jobs')),
      totalBytesSaved: Number(header('total-bytes-saved')),
      contentType: answer.headers.get('content-type'),
      disposition: answer.headers.get('content-disposition'),
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  }

  /** Sends a request; again, with growing pauses, when the answer says that this may help. */
  async request(path, body, headers = {}) {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(this.baseUrl + path, {
        method: body ? 'POST' : 'GET',
        headers: { ...this.headers, ...headers },
        body,
      });
      if (answer.ok) return answer;
      const again = [408, 425, 429].includes(answer.status) || answer.status >= 500;
      if (!again || attempt === 5) throw new ReelwayError(answer.status, await answer.json());
      await sleep(Number(answer.headers.get('retry-after') ?? attempt) * 1000);
    }
  }
}

function form(file, filename, preset) {
  const form = new FormData();
  form.append('media', file, filename);
  if (preset) form.append('preset', preset);
  return form;
}

if (import.meta.filename === process.argv[1] || import.meta.url.endsWith(process.argv[1])) {
  const [, , baseUrl, path, preset] = process.argv;
  const reelway = new Reelway(baseUrl, process.env.REELWAY_KEY);
  const { jobId } = await reelway.submit(await openAsBlob(path), basename(path), preset);
  const job = await reelway.waitForJob(jobId);
  await writeFile(join(dirname(path), job.result.filename), await reelway.download(job));
  console.log(JSON.stringify(job, null, 2));
}
