package io.reelway.sdk;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/** The body of a request. */
interface RequestBody {
  /** No body. */
  RequestBody NONE =
      new RequestBody() {
        @Override
        public BodyPublisher publisher(Watch watch) {
          return BodyPublishers.noBody();
        }
      };

  /** All bytes from the beginning. */
  BodyPublisher publisher(Watch watch);

  /** Whether {@link #publisher} can be called again. */
  default boolean repeatable() {
    return true;
  }

  /** The failure while reading the bytes on this machine. */
  default Optional<IOException> localFailure() {
    return Optional.empty();
  }
}
