package io.reelway.job;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The reason why a job failed, for its client.
 *
 * @param code stable, for programs, e.g. {@code probe-failed}; an open set, because another build
 *     may have written it
 * @param message a sentence for a person, free of paths and command lines
 */
public record JobError(String code, String message) {
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
