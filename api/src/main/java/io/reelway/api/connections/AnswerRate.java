package io.reelway.api.connections;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.util.concurrent.Future;
import io.reelway.transfer.MinimumRate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connection of a client that reads its answer too slowly or not at all, because it
 * holds a file or a connection to the store. The clock runs while more bytes are pending than the
 * connection accepts: Netty reports this for buffers, and the transferred count for files sent with
 * zero copy. Placed before the codec, where the bytes sent are counted.
 */
final class AnswerRate extends ChannelDuplexHandler {
  private final Supplier<MinimumRate> rates;
  private final Runnable closed;
  private @Nullable Future<?> watch;
  private long written;

  /**
   * @param closed called when a client was too slow
   */
  AnswerRate(Supplier<MinimumRate> rates, Runnable closed) {
    this.rates = rates;
    this.closed = closed;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof FileRegion file) {
      watch(context, file::transferred);
      super.write(context, message, promise.unvoid().addListener(sent -> stop()));
    } else {
      written += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
      super.write(context, message, promise);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    stop();
    if (!context.channel().isWritable()) {
      watch(context, () -> sent(context.channel()));
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stop();
  }

  /**
   * Checks once a second.
   *
   * @param sent bytes that the client has taken
   */
  private void watch(ChannelHandlerContext context, LongSupplier sent) {
    stop();
    MinimumRate rate = rates.get();
    AtomicLong last = new AtomicLong(sent.getAsLong());
    rate.await();
    watch =
        context
            .executor()
            .scheduleAtFixedRate(
                () -> {
                  long now = sent.getAsLong();
                  rate.moved(now - last.getAndSet(now));
                  rate.await();
                  if (rate.isMissed()) {
                    stop();
                    closed.run();
                    ChannelFuture unused = context.close();
                  }
                },
                1,
                1,
                TimeUnit.SECONDS);
  }

  private void stop() {
    if (watch != null) {
      watch.cancel(false);
      watch = null;
    }
  }

  /**
   * Bytes that the connection has accepted; Netty's small overhead per pending buffer is included.
   */
  private long sent(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null
        ? written
        : written - waiting.totalPendingWriteBytes() + waiting.currentProgress();
  }
}
