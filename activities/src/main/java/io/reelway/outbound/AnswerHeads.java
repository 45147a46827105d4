package io.reelway.outbound;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;

/**
 * Creates parsers that limit the number of heads in one answer. A server may send interim answers
 * (1xx) before the answer itself; the client would read them without end. A parser serves one
 * connection, and a connection carries one request.
 *
 * <p>These parsers fail at the first line that is not HTTP. Those that the client uses by default
 * skip such lines, because a connection that is used again may hold the rest of an earlier answer.
 */
final class AnswerHeads implements HttpMessageParserFactory<ClassicHttpResponse> {
  private static final int MOST_HEADS = 20;

  private final HttpMessageParserFactory<ClassicHttpResponse> parsers;

  /**
   * @param limits limits of one head
   */
  AnswerHeads(Http1Config limits) {
    this.parsers = new DefaultHttpResponseParserFactory(limits);
  }

  @Override
  public HttpMessageParser<ClassicHttpResponse> create() {
    HttpMessageParser<ClassicHttpResponse> parser = parsers.create();
    int[] heads = new int[1];
    return (buffer, stream) -> {
      if (++heads[0] > MOST_HEADS) {
        throw new MessageConstraintException("More than " + MOST_HEADS + " interim answers");
      }
      return parser.parse(buffer, stream);
    };
  }

  @Override
  @SuppressWarnings("deprecation") // The interface still demands it.
  public HttpMessageParser<ClassicHttpResponse> create(Http1Config sameLimits) {
    return create();
  }
}
