package io.reelway.api.submit;

import io.reelway.job.JobSnapshot;

/**
 * The job that a request has led to.
 *
 * @param replayed whether an earlier request with the same key had made it
 */
public record Submitted(JobSnapshot snapshot, boolean replayed) {}
