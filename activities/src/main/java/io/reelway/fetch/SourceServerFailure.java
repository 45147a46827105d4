package io.reelway.fetch;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.outbound.RefusedAddressException;
import io.reelway.outbound.SlowServerException;
import java.io.IOException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MessageConstraintException;

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

  /** Attempts for a server that behaves badly: each holds a slot for half a minute and more. */
  private static final int BAD_SERVER = 3;

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
      case MessageConstraintException header -> malformed(header);
      case ClientProtocolException protocol -> malformed(protocol);
      default -> unreachable(trouble);
    };
  }

  /** The transfer broke off. */
  StageException during(IOException trouble) {
    return trouble instanceof SlowServerException
        ? of(trouble)
        : unavailable("The server of the URL aborted the transfer.", trouble);
  }

  private StageException malformed(IOException cause) {
    return bad(
        "The answer of the server of the URL is not valid HTTP: its headers are malformed, too"
            + " many or too long.",
        cause);
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
