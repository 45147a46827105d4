package io.reelway.api.problem;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.reelway.job.ErrorCode;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds the common error body to answers for requests that reach no route: a target that is not a
 * URI, a request line or header that is malformed or too long. Spring and Reactor Netty answer
 * these with a bare status before any filter or handler runs, and so does the actuator for a
 * missing health component. The body is added when the answer is written.
 */
@Component
final class UnreadableRequests implements NettyServerCustomizer {
  private static final String NAME = "unreadable-requests";

  private final BodyForBareRefusals handler;

  UnreadableRequests(JsonMapper json) {
    this.handler = new BodyForBareRefusals(json);
  }

  @Override
  public HttpServer apply(HttpServer server) {
    return server.doOnChannelInit((observer, channel, remote) -> add(channel));
  }

  /** Placed after the codec, which drops the body of answers to HEAD. */
  private void add(Channel channel) {
    if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
      channel.pipeline().addAfter(NettyPipeline.HttpCodec, NAME, handler);
    }
  }

  @Sharable
  private static final class BodyForBareRefusals extends ChannelOutboundHandlerAdapter {
    private final JsonMapper json;

    BodyForBareRefusals(JsonMapper json) {
      this.json = json;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      boolean bare = message instanceof FullHttpResponse answer && isBareRefusal(answer);
      super.write(context, bare ? answer((FullHttpResponse) message, context) : message, promise);
    }

    /** Answers of {@link ProblemHandler} have a content type even without a body. */
    private static boolean isBareRefusal(FullHttpResponse answer) {
      return answer.status().codeClass() == HttpStatusClass.CLIENT_ERROR
          && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private FullHttpResponse answer(FullHttpResponse bare, ChannelHandlerContext context) {
      Problem problem =
          new Problem(
              sentence(bare.status()),
              code(bare.status()).code(),
              null,
              null,
              null,
              bare.status().code(),
              context.channel().id().asShortText());
      byte[] body = json.writeValueAsBytes(problem);
      FullHttpResponse answer = bare.replace(Unpooled.wrappedBuffer(body));
      bare.release();
      answer
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
          .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
          .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
      return answer;
    }

    private static ErrorCode code(HttpResponseStatus status) {
      return status.equals(HttpResponseStatus.NOT_FOUND)
          ? ErrorCode.NOT_FOUND
          : ErrorCode.INVALID_INPUT;
    }

    private static String sentence(HttpResponseStatus status) {
      return switch (status.code()) {
        case 404 -> "There is no such route.";
        case 414 -> "The address of the request is too long.";
        case 431 -> "The headers of the request are too large.";
        default -> "The request is malformed: its address or a header is not valid HTTP.";
      };
    }
  }
}
