package io.reelway.api.http;

import io.reelway.api.ReelwaySettings;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.server.HttpServer;

/**
 * Lets go of clients that stop sending in the middle of a request. One whose network is gone never
 * closes its connection, and would keep its half upload and its place among the unfinished jobs.
 */
@Component
final class IdleUploadTimeout implements NettyServerCustomizer {
  private final Duration pause;

  IdleUploadTimeout(ReelwaySettings settings) {
    this.pause = settings.limits().uploadPause();
  }

  @Override
  public HttpServer apply(HttpServer server) {
    return server.readTimeout(pause);
  }
}
