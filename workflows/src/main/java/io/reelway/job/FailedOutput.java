package io.reelway.job;

/**
 * A further output that could not be made.
 *
 * @param name its name, unique within the job
 * @param error why
 */
public record FailedOutput(String name, JobError error) {}
