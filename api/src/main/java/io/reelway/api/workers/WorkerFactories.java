package io.reelway.api.workers;

import io.temporal.worker.WorkerFactory;

/**
 * The workers of this process, in the order in which they stop.
 *
 * @param begin take new work: they fetch, probe and encode
 * @param complete complete what has begun: they advance jobs, and upload files that only this host
 *     has
 */
record WorkerFactories(WorkerFactory begin, WorkerFactory complete) {}
