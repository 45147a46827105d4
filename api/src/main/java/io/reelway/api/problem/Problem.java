package io.reelway.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error.
 *
 * @param error a sentence for a person
 * @param code stable, for programs
 * @param pointer the member of the request that is wrong, as in RFC 6901; {@code null}: left out
 * @param smallestBytes the smallest size of an output that was possible; {@code null}: left out
 * @param jobStatus {@code failed} if the error is that of a failed job; {@code null}: left out
 * @param status the HTTP status of the answer
 * @param requestId identifies the request in the server's log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String error,
    String code,
    @Nullable String pointer,
    @Nullable Long smallestBytes,
    @Nullable String jobStatus,
    int status,
    String requestId) {}
