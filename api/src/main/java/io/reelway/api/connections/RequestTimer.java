package io.reelway.api.connections;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tracks whether a connection is idle or busy, and closes one that does not send the header of a
 * request in time. Netty's idle handlers count bytes, so a header that arrives byte by byte never
 * triggers them; this handler counts requests. Placed after the codec.
 */
final class RequestTimer extends ChannelDuplexHandler {
  private final Connections connections;
  private final ConnectionSettings settings;
  private final Consumer<CloseReason> closed;
  private @Nullable Future<?> deadline;
  private int underWay;
  private boolean refused;

  RequestTimer(Connections connections, ConnectionSettings settings, Consumer<CloseReason> closed) {
    this.connections = connections;
    this.settings = settings;
    this.closed = closed;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    expectRequest(context, settings.requestHeader());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stopDeadline();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && !refused) {
      stopDeadline();
      refused = !begin(context, request);
    }
    if (refused) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private boolean begin(ChannelHandlerContext context, HttpRequest request) {
    underWay++;
    if (!connections.begin(context.channel())) {
      return false;
    }
    if (connections.isCrowded(context.channel()) && !CrowdedAnswer.isHealth(request.uri())) {
      closed.accept(CloseReason.CROWDED);
      CrowdedAnswer.write(context);
      return false;
    }
    return true;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof LastHttpContent && !isInformational(message)) {
      super.write(context, message, promise.unvoid().addListener(done -> end(context)));
    } else {
      super.write(context, message, promise);
    }
  }

  private void end(ChannelHandlerContext context) {
    underWay--;
    if (underWay == 0 && context.channel().isActive()) {
      connections.end(context.channel());
      expectRequest(context, settings.idle());
    }
  }

  private static boolean isInformational(Object message) {
    return message instanceof HttpResponse answer
        && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void expectRequest(ChannelHandlerContext context, Duration time) {
    stopDeadline();
    deadline =
        context
            .executor()
            .schedule(
                () -> {
                  closed.accept(CloseReason.NO_REQUEST);
                  ChannelFuture unused = context.close();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void stopDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
