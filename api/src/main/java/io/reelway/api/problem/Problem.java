package io.reelway.api.problem;

/**
 * The body of every error.
 *
 * @param error a sentence for a person
 * @param code stable, for programs
 * @param status the HTTP status of the answer
 * @param requestId identifies the request in the server's log
 */
record Problem(String error, String code, int status, String requestId) {}
