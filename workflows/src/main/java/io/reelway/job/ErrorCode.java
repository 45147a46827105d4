package io.reelway.job;

import java.util.Locale;

/**
 * Why a job or a request failed. The name is the failure type in Temporal, its lower-case form with
 * dashes the {@code code} of the HTTP contract. Both are stable: clients and saved histories know
 * them.
 */
public enum ErrorCode {
  INVALID_INPUT("The request or the file is not acceptable.", false),
  UNAUTHORIZED("The API key is missing or wrong.", false),
  FORBIDDEN("A page of another site may not change anything on this server.", false),
  MISDIRECTED("This server does not answer requests to this host.", false),
  NOT_FOUND("There is no such job or route.", false),
  NOT_READY("The job has no output to download.", false),
  NOT_CANCELLABLE("The job has ended; there is nothing to cancel.", false),
  TOO_LARGE("The file is larger than the limit.", false),
  UNSUPPORTED_TYPE("The file is neither an image nor a video of a supported type.", false),
  PROBE_FAILED("The file looks like media but cannot be read.", false),
  ENCODE_FAILED("The encoder failed, or its result did not pass the checks.", false),
  ENCODE_TIMEOUT("Encoding exceeded its time limit.", false),
  CANNOT_FIT("No output fits into the requested number of bytes.", false),
  CANCELLED("The job was cancelled.", false),
  IDEMPOTENCY_MISMATCH("The idempotency key was used before with other content.", false),
  UNAVAILABLE("Storage or the workflow engine cannot be reached; try again later.", true),
  UNKNOWN("Something went wrong on our side.", true);

  private final String sentence;
  private final boolean transientFault;

  ErrorCode(String sentence, boolean transientFault) {
    this.sentence = sentence;
    this.transientFault = transientFault;
  }

  /** The {@code code} that clients read, e.g. {@code probe-failed}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The meaning, as a sentence for a person. */
  public String sentence() {
    return sentence;
  }

  /** Whether a retry of the same stage may succeed. */
  public boolean retryable() {
    return transientFault;
  }

  /** The one with that {@link #code()}; {@link #UNKNOWN} for any other. */
  public static ErrorCode of(String code) {
    for (ErrorCode one : values()) {
      if (one.code().equals(code)) {
        return one;
      }
    }
    return UNKNOWN;
  }

  /** The code with that failure type; {@link #UNKNOWN} for any other. */
  public static ErrorCode ofFailureType(String type) {
    for (ErrorCode code : values()) {
      if (code.name().equals(type)) {
        return code;
      }
    }
    return UNKNOWN;
  }
}
