package io.reelway.job;

/**
 * Why a job failed, for its client.
 *
 * @param code stable, for programs
 * @param message a sentence for a person, free of paths and command lines
 */
public record JobError(ErrorCode code, String message) {}
