package io.reelway.failure;

import io.reelway.job.ErrorCode;
import io.reelway.media.ByteSize;

/** No output fits into the number of bytes that was asked for. */
public final class CannotFitException extends StageException {
  private static final long serialVersionUID = 1;

  private final long smallestBytes;

  /**
   * @param smallestBytes the smallest output that was possible
   */
  public CannotFitException(long maxBytes, long smallestBytes) {
    super(
        ErrorCode.CANNOT_FIT,
        "No output fits into %s; the smallest that was possible has %s."
            .formatted(new ByteSize(maxBytes), new ByteSize(smallestBytes)));
    this.smallestBytes = smallestBytes;
  }

  /** The size of the smallest output that was possible, in bytes. */
  public long smallestBytes() {
    return smallestBytes;
  }
}
