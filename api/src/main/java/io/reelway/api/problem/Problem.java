package io.reelway.api.problem;

/**
 * The body of every error.
 *
 * @param error a sentence for a person
 * @param code stable, for programs
 * @param status the HTTP status, again
 * @param requestId stands in the server's log beside what happened
 */
record Problem(String error, String code, int status, String requestId) {}
