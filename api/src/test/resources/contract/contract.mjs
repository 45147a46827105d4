// Holds a running server against sections 1 to 6 of the HTTP contract, with the client of docs/examples.
//   node contract.mjs CLIENT BASE_URL FILE   (REELWAY_KEY: the key where one is needed)

import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , clientPath, baseUrl, path] = process.argv;
const { Reelway, ReelwayError } = await import(pathToFileURL(clientPath));
const key = process.env.REELWAY_KEY;
const reelway = new Reelway(baseUrl, key);
const file = await openAsBlob(path, { type: 'image/jpeg' });
const epoch = (time) => Number.isInteger(time) && Math.abs(Date.now() - time) < 600_000;

// 1. Submit
const submitted = await reelway.request('/api/media/jobs', await formOf('photo.jpg', 'mobile'));
assert.equal(submitted.status, 202);
const { jobId, status, createdAt } = await submitted.json();
assert.equal(submitted.headers.get('location'), `/api/media/jobs/${jobId}`);
assert.equal(status, 'pending');
assert.ok(epoch(createdAt));

// 2. Poll
const first = await reelway.job(jobId);
assert.ok(['pending', 'processing', 'done'].includes(first.status));
const job = await reelway.waitForJob(jobId);
assert.equal(job.jobId, jobId);
assert.equal(job.preset, 'mobile');
assert.equal(job.filename, 'photo.jpg');
assert.equal(job.inputBytes, file.size);
assert.equal(job.createdAt, createdAt);
assert.ok(job.completedAt >= createdAt && job.updatedAt >= createdAt);
const { result } = job;
assert.equal(result.kind, 'image');
assert.match(result.strategy, /^(image-(webp|avif|jpeg)|original)$/);
assert.equal(result.savedBytes, Math.max(0, job.inputBytes - result.outputBytes));
assert.equal(result.savedPercent, Math.round((result.savedBytes / job.inputBytes) * 10000) / 100);
assert.equal(result.inputDurationSec, undefined);
assert.equal(result.outputDurationSec, undefined);
assert.ok(result.inputWidth > 0 && result.outputWidth > 0 && result.outputWidth <= 900);

// 3. Download: the URL works without the key
const answer = await fetch(job.downloadUrl);
assert.equal(answer.status, 200);
assert.equal(answer.headers.get('content-type'), result.contentType);
assert.equal(answer.headers.get('content-disposition'), `attachment; filename="${result.filename}"`);
assert.equal(answer.headers.get('cache-control'), 'no-store');
const bytes = await reelway.download(job);
assert.equal(bytes.length, result.outputBytes);
assert.equal((await fetch(job.downloadUrl, { headers: { range: 'bytes=0-9' } })).status, 206);

// 4. Errors
await refused(reelway.job('00000000-0000-0000-0000-000000000000'), 404, 'not-found');
await refused(reelway.submit(new Blob([]), 'empty.jpg'), 400, 'invalid-input');
await refused(reelway.request('/api/media/jobs', new FormData()), 400, 'invalid-input');
await refused(reelway.optimize(new Blob(['plain text']), 'text.jpg'), 415, 'unsupported-type');

// 5. Synchronous and read-only routes
const optimized = await reelway.optimize(file, 'photo.jpg', 'web');
assert.equal(optimized.kind, 'image');
assert.equal(optimized.preset, 'web');
assert.equal(optimized.inputBytes, file.size);
assert.equal(optimized.outputBytes, optimized.bytes.length);
assert.equal(optimized.savedBytes, Math.max(0, file.size - optimized.bytes.length));
assert.equal(optimized.inputDurationSec, null);
assert.equal(optimized.outputDurationSec, null);
assert.match(optimized.disposition, /^inline; filename="photo\.(webp|avif|jpg)"$/);
assert.match(optimized.contentType, /^image\//);
for (const number of ['savedPercent', 'inputWidth', 'outputWidth', 'totalJobs', 'totalBytesSaved']) {
  assert.ok(Number.isFinite(optimized[number]), number);
}
const presets = await (await reelway.request('/api/media/presets')).json();
assert.equal(presets.defaultPreset, 'web');
assert.deepEqual(presets.presets.map((preset) => preset.name).sort(), ['low-bandwidth', 'mobile', 'web']);
const limits = await (await reelway.request('/api/media/limits')).json();
assert.ok(limits.maxInputBytes > 0 && limits.maxInputMegabytes > 0);
assert.deepEqual(await (await fetch(`${baseUrl}/api/health`)).json(), { ok: true });

// 6. Keys
if (key) {
  await refused(new Reelway(baseUrl).job(jobId), 401, 'unauthorized');
  await refused(new Reelway(baseUrl, 'wrong').job(jobId), 401, 'unauthorized');
  const bearer = { headers: { authorization: `Bearer ${key}` } };
  assert.equal((await fetch(`${baseUrl}/api/media/jobs/${jobId}`, bearer)).status, 200);
}
console.log('The contract holds.');

async function formOf(filename, preset) {
  const form = new FormData();
  form.append('media', file, filename);
  form.append('preset', preset);
  return form;
}

async function refused(call, status, code) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof ReelwayError, String(error));
    assert.equal(error.status, status);
    assert.equal(error.code, code);
    assert.ok(error.message.length > 0);
    return true;
  });
}
