package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a job failed, for its client.
 *
 * @param code stable, for programs, e.g. {@code probe-failed}; an open set, because another build
 *     may have written it
 * @param message a sentence for a person, free of paths and command lines
 * @param smallestBytes the smallest size of an output that was possible, for {@code cannot-fit};
 *     {@code null} otherwise
 */
public record JobError(
    String code,
    String message,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long smallestBytes) {
  public JobError(String code, String message) {
    this(code, message, null);
  }

  /** An error with a code of this build. */
  public static JobError of(ErrorCode code, String message) {
    return new JobError(code.code(), message);
  }

  /** The code; {@link ErrorCode#UNKNOWN} if only another build has it. */
  @JsonIgnore
  public ErrorCode kind() {
    return ErrorCode.of(code);
  }
}
