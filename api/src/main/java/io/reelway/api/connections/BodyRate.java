package io.reelway.api.connections;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import io.reelway.transfer.MinimumRate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Aborts an upload below the minimum rate. Netty's read timeout aborts one that stalls. The clock
 * runs only while we request more bytes, because a slow store is not the client's fault.
 */
final class BodyRate extends ChannelDuplexHandler {
  private final Supplier<MinimumRate> rates;
  private final Runnable closed;
  private @Nullable MinimumRate rate;
  private long bytes;

  /**
   * @param closed called when a client was too slow
   */
  BodyRate(Supplier<MinimumRate> rates, Runnable closed) {
    this.rates = rates;
    this.closed = closed;
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (rate != null) {
      rate.await();
    }
    context.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      rate = rates.get();
    }
    if (message instanceof HttpContent content) {
      bytes += content.content().readableBytes();
    }
    if (message instanceof LastHttpContent) {
      rate = null;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (rate != null) {
      rate.moved(bytes);
      bytes = 0;
      if (rate.isMissed()) {
        rate = null;
        closed.run();
        context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
        ChannelFuture unused = context.close();
        return;
      }
    }
    context.fireChannelReadComplete();
  }
}
