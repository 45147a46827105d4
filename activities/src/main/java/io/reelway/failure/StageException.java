package io.reelway.failure;

import io.reelway.job.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A stage fails for a reason with a code. The message is for the client: it contains no path, no
 * command line, and no text from the file. The cause has the details for operators.
 */
public class StageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  public StageException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public StageException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
