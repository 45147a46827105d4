package io.reelway.failure;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Work was stopped because it exceeded its time limit. */
public class TimeLimitException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param limit the time limit of the work
   * @param cause the exception of the stopped work; {@code null} if unknown
   */
  public TimeLimitException(Duration limit, @Nullable Throwable cause) {
    super("Stopped after " + limit.toMillis() + " ms", cause);
  }
}
