package io.reelway.api.connections;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.reelway.job.ErrorCode;

/** The answer beyond the limit of requests: {@code 503} in the shape of every error. */
final class CrowdedAnswer {
  private static final byte[] BODY =
      ("{\"error\":\"Too many requests are under way; try again later.\",\"code\":\""
              + ErrorCode.UNAVAILABLE.code()
              + "\",\"status\":503}")
          .getBytes(UTF_8);

  private CrowdedAnswer() {}

  /** Whether the target is a health or metrics route, which is answered even then. */
  static boolean isHealth(String target) {
    return target.startsWith("/api/health") || target.startsWith("/actuator/");
  }

  /** Sends the answer and closes the connection without reading the rest of the request. */
  static void write(ChannelHandlerContext context) {
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            Unpooled.wrappedBuffer(BODY));
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.RETRY_AFTER, 5)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, BODY.length);
    context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }
}
