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

  /** The bytes, from the first. */
  BodyPublisher publisher(Watch watch);

  /** Whether {@link #publisher} can give them once more. */
  default boolean repeatable() {
    return true;
  }

  /** What went wrong on this side while they were read. */
  default Optional<IOException> localFailure() {
    return Optional.empty();
  }
}
