package io.reelway.api.connections;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.reelway.api.ReelwaySettings;
import io.reelway.api.connections.Connections.Admission;
import io.reelway.transfer.MinimumRate;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Installs the limits on each client connection when it is accepted, and counts the closed ones.
 */
@Component
final class ConnectionGuard implements NettyServerCustomizer {
  private final ConnectionSettings settings;
  private final Duration pause;
  private final Connections connections;
  private final MeterRegistry meters;

  ConnectionGuard(ReelwaySettings settings, MeterRegistry meters) {
    this.settings = settings.connections();
    this.pause = settings.limits().uploadPause();
    this.connections = new Connections(this.settings);
    this.meters = meters;
    Gauge.builder("reelway.connections.open", connections, Connections::open)
        .description("Connections of clients")
        .register(meters);
    Gauge.builder("reelway.connections.busy", connections, Connections::busy)
        .description("Connections of clients with a request under way")
        .register(meters);
    Gauge.builder("reelway.connections.limit", this.settings, ConnectionSettings::total)
        .description("Connections of clients that there may be at once")
        .register(meters);
  }

  /** Netty aborts an upload that stalls; {@link BodyRate} aborts one that is too slow. */
  @Override
  public HttpServer apply(HttpServer server) {
    return server
        .readTimeout(pause)
        .doOnChannelInit((observer, channel, noAddressYet) -> accept(channel));
  }

  private void accept(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress peer)
        || channel.pipeline().get(NettyPipeline.HttpCodec) == null) {
      return;
    }
    Admission admission = connections.open(channel, peer.getAddress());
    if (!admission.admitted()) {
      closed(CloseReason.REFUSED);
      ChannelFuture unused = channel.close();
      return;
    }
    channel.closeFuture().addListener(closed -> connections.close(channel));
    admission
        .victim()
        .ifPresent(idle -> {
          closed(CloseReason.MADE_ROOM);
          ChannelFuture unused = idle.close();
        });
    addHandlers(channel.pipeline());
  }

  private void addHandlers(ChannelPipeline pipeline) {
    pipeline.addBefore(
        NettyPipeline.HttpCodec,
        "answer-rate",
        new AnswerRate(this::rate, () -> closed(CloseReason.SLOW_READER)));
    pipeline.addAfter(
        NettyPipeline.HttpCodec,
        "body-rate",
        new BodyRate(this::rate, () -> closed(CloseReason.SLOW_UPLOAD)));
    pipeline.addAfter(
        NettyPipeline.HttpCodec,
        "request-timer",
        new RequestTimer(connections, settings, this::closed));
  }

  private MinimumRate rate() {
    return new MinimumRate(pause, settings.minimumRate(), System::nanoTime);
  }

  private void closed(CloseReason reason) {
    Counter.builder("reelway.connections.closed")
        .description("Connections that were closed on a client, by reason")
        .tag("reason", reason.label())
        .register(meters)
        .increment();
  }
}
