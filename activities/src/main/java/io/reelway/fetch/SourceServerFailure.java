package io.reelway.fetch;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.outbound.RefusedAddressException;
import io.reelway.outbound.SlowServerException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * Maps failures of a source's server to sentences for the client.
 *
 * @param attempt counts from 1; a failure that may be temporary becomes final after some attempts
 */
record SourceServerFailure(int attempt) {
  /**
   * Attempts, over two minutes, after which an unknown host name counts as a mistake in the URL,
   * and no longer as an outage of the name service.
   */
  private static final int UNKNOWN_NAME = 8;

  /** Attempts for a server that behaves badly: each may hold a slot for half a minute and more. */
  private static final int BAD_SERVER = 3;

  private static final String NOT_HTTP =
      "The answer of the server of the URL is not valid HTTP; use another one, or send the file.";

  /** The connection failed, or the answer cannot be read. */
  StageException of(IOException trouble) {
    return switch (trouble) {
      case RefusedAddressException refused ->
          invalid("The host of the URL is not public.", refused);
      case UnknownHostException unknown ->
          attempt < UNKNOWN_NAME
              ? unreachable(unknown)
              : invalid("The host name of the URL does not exist.", unknown);
      case SlowServerException slow ->
          bad("The server of the URL sends too slowly; use a faster one, or send the file.", slow);
      case MessageConstraintException endless -> tooManyHeaders(endless);
      case ClientProtocolException protocol -> invalid(NOT_HTTP, protocol);
      case SSLException secure -> insecure(secure);
      case ConnectTimeoutException unreachable -> unreachable(unreachable);
      case SocketTimeoutException silent ->
          unavailable("The server of the URL does not answer.", silent);
      case NoHttpResponseException closed ->
          unavailable("The server of the URL closes the connection without an answer.", closed);
      default -> unreachable(trouble);
    };
  }

  /** The transfer broke off. */
  StageException during(IOException trouble) {
    return switch (trouble) {
      case SlowServerException slow -> of(slow);
      case MessageConstraintException endless -> tooManyHeaders(endless);
      case TruncatedChunkException aborted -> aborted(aborted);
      // A connection that breaks off between two chunks looks the same.
      case MalformedChunkCodingException malformed -> bad(NOT_HTTP, malformed);
      default -> aborted(trouble);
    };
  }

  private static StageException tooManyHeaders(IOException cause) {
    return invalid(
        "The server of the URL sends too many or too long headers; use another one, or send the"
            + " file.",
        cause);
  }

  /** A certificate stays as it is for hours; other failures of TLS may be temporary. */
  private StageException insecure(SSLException cause) {
    return isOfCertificate(cause)
        ? invalid(
            "The certificate of the server of the URL is not valid: it has expired, names another"
                + " host, or comes from an unknown authority.",
            cause)
        : bad("The server of the URL does not speak TLS as it should.", cause);
  }

  private static boolean isOfCertificate(SSLException failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof CertificateException)) {
      cause = cause.getCause();
    }
    return cause != null || failure instanceof SSLPeerUnverifiedException;
  }

  private static StageException aborted(IOException cause) {
    return unavailable("The server of the URL aborted the transfer.", cause);
  }

  private StageException bad(String sentence, IOException cause) {
    return attempt < BAD_SERVER ? unavailable(sentence, cause) : invalid(sentence, cause);
  }

  private static StageException unreachable(IOException cause) {
    return unavailable("The server of the URL cannot be reached.", cause);
  }

  private static StageException unavailable(String sentence, IOException cause) {
    return new StageException(ErrorCode.UNAVAILABLE, sentence, cause);
  }

  private static StageException invalid(String sentence, IOException cause) {
    return new StageException(ErrorCode.INVALID_INPUT, sentence, cause);
  }
}
