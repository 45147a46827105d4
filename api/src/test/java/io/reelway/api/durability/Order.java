package io.reelway.api.durability;

/** A sample that was accepted as a job. */
record Order(String jobId, Sample sample) {}
