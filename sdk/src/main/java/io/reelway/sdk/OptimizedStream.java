package io.reelway.sdk;

import java.io.IOException;
import java.io.InputStream;

/**
 * An output that is still arriving.
 *
 * @param facts the facts of the output
 * @param body the bytes; closing it early is allowed. A read that waits longer than {@link
 *     ReelwayClientBuilder#idleTimeout} fails
 */
public record OptimizedStream(Optimized facts, InputStream body) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    body.close();
  }
}
