package io.reelway.api.submit;

import io.reelway.job.JobSnapshot;

/**
 * The job of a submit.
 *
 * @param replayed whether an earlier request with the same key created it
 */
public record Submitted(JobSnapshot snapshot, boolean replayed) {}
