package io.reelway.api.problem;

import io.netty.handler.timeout.ReadTimeoutException;
import io.reelway.api.engine.EngineUnavailableException;
import io.reelway.job.ErrorCode;
import io.reelway.log.ThrottledLog;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Turns every exception on any route into the common error format. */
@Component
@Order(-2)
final class ProblemHandler implements ErrorWebExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final String CLOSED = "The connection was closed before the request ended.";

  /** Netty's message when a second answer starts. */
  private static final String SENT_TWICE = "Status and headers already sent";

  private static final String MEDIA_TYPE =
      "A header of the request has a malformed media type, or too many of them.";
  private static final String BODY_TYPE =
      "Send multipart/form-data with the file in a part named media, or application/json with its"
          + " address in a member named url; other bodies are not accepted.";
  private static final String MALFORMED = "The multipart body is malformed or cut off.";

  private final JsonMapper json;
  private final ThrottledLog outages = new ThrottledLog();

  ProblemHandler(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    ServerHttpResponse response = exchange.getResponse();
    if (isAnsweredByNetty(response, failure)) {
      return Mono.empty();
    }
    if (response.isCommitted()) {
      return Mono.error(failure);
    }
    RequestException known = classify(failure);
    String requestId = exchange.getRequest().getId();
    int status = status(failure, known);
    if (known.code() == ErrorCode.UNKNOWN) {
      LOG.error("A request failed unexpectedly, request={}", requestId, failure);
    } else if (known.code() == ErrorCode.UNAVAILABLE) {
      logOutage(requestId, reason(failure));
    }
    response.setRawStatusCode(status);
    if (failure instanceof ErrorResponse framework) {
      response.getHeaders().addAll(framework.getHeaders());
    }
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    response.getHeaders().setCacheControl("no-store");
    if (known.code() == ErrorCode.UNAVAILABLE) {
      response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    Problem problem =
        new Problem(
            String.valueOf(known.getMessage()),
            known.code().code(),
            known.pointer(),
            known.smallestBytes(),
            known.jobStatus(),
            status,
            requestId);
    DataBuffer body = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
    response.getHeaders().setContentLength(body.readableByteCount());
    Mono<Void> answer =
        exchange.getRequest().getMethod().equals(HttpMethod.HEAD)
            ? response.setComplete()
            : response.writeWith(Mono.just(body));
    return answer.onErrorComplete(late -> isAnsweredByNetty(response, late));
  }

  /**
   * Netty itself refuses a body with malformed chunks and closes the connection while a handler
   * runs. The resulting exception of the handler is not a failure of the server.
   */
  private static boolean isAnsweredByNetty(ServerHttpResponse response, Throwable failure) {
    return ServerHttpResponseDecorator.getNativeResponse(response)
            instanceof HttpServerResponse netty
        && netty.hasSentHeaders()
        && (!response.isCommitted() || SENT_TWICE.equals(failure.getMessage()));
  }

  /** Throttled, because in an outage every poll of every client would log the same line. */
  private void logOutage(String requestId, String reason) {
    outages
        .admit()
        .ifPresentOrElse(
            others ->
                LOG.warn(
                    "A request could not be served, request={}, reason={}, others={}",
                    requestId,
                    reason,
                    others),
            () ->
                LOG.debug(
                    "A request could not be served, request={}, reason={}", requestId, reason));
  }

  /** Spring refuses such a request before a reader of ours sees it. */
  private static boolean isWithoutBody(ServerWebInputException refused) {
    return String.valueOf(refused.getReason()).startsWith("No request body");
  }

  private static RequestException classify(Throwable failure) {
    return switch (failure) {
      case RequestException known -> known;
      case UnsupportedMediaTypeStatusException type -> request(BODY_TYPE);
      case InvalidMimeTypeException header -> request(MEDIA_TYPE);
      case InvalidMediaTypeException header -> request(MEDIA_TYPE);
      case DecodingException malformed -> request(MALFORMED);
      case ServerWebInputException empty when isWithoutBody(empty) ->
          request("The request has no body. " + BODY_TYPE);
      case ServerWebInputException malformed -> request(MALFORMED);
      case ContentTooLargeException field ->
          request("A text field of the form, or the header of a part, is too long.");
      case MethodNotAllowedException method ->
          new RequestException(ErrorCode.NOT_FOUND, "There is no such route for this method.");
      case RangeNotSatisfiableException range ->
          request("The range begins after the end of the file.");
      case ResponseStatusException status when status.getStatusCode().value() == 404 ->
          new RequestException(ErrorCode.NOT_FOUND, "There is no such route.");
      case ResponseStatusException status when status.getStatusCode().is4xxClientError() ->
          request(ErrorCode.INVALID_INPUT.sentence());
      case AbortedException gone -> request(CLOSED);
      case ReadTimeoutException silent -> request(CLOSED);
      case InterruptedException gone -> request(CLOSED);
      case EngineUnavailableException engine -> unavailable(engine);
      case IOException store -> unavailable(store);
      default -> new RequestException(ErrorCode.UNKNOWN, ErrorCode.UNKNOWN.sentence(), failure);
    };
  }

  /** HTTP defines more exact statuses for methods and ranges than those of the error codes. */
  private static int status(Throwable failure, RequestException known) {
    return switch (failure) {
      case MethodNotAllowedException method -> method.getStatusCode().value();
      case RangeNotSatisfiableException range -> range.getStatusCode().value();
      default -> HttpStatuses.of(known.code()).value();
    };
  }

  private static RequestException request(String sentence) {
    return new RequestException(ErrorCode.INVALID_INPUT, sentence);
  }

  private static RequestException unavailable(Exception cause) {
    return new RequestException(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence(), cause);
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }
}
