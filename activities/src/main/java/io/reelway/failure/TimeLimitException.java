package io.reelway.failure;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Work was stopped because it took longer than it may. */
public class TimeLimitException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param limit the time that the work had
   * @param cause what the work threw when it was stopped; {@code null} when nothing is known
   */
  public TimeLimitException(Duration limit, @Nullable Throwable cause) {
    super("Stopped after " + limit.toMillis() + " ms", cause);
  }
}
