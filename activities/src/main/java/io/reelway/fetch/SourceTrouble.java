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
 * What went wrong on the side of a source's server, in words for the client.
 *
 * @param attempt counts from 1; what may pass is final only after some attempts
 */
record SourceTrouble(int attempt) {
  /**
   * Attempts, over two minutes, after which a name that nobody knows is a mistake in the URL and
   * not trouble of the name service.
   */
  private static final int UNKNOWN_NAME = 8;

  /** Attempts for a server that behaves badly: each holds a slot for half a minute and more. */
  private static final int BAD_SERVER = 3;

  /** A connection that did not come about, or an answer that cannot be read. */
  StageException of(IOException trouble) {
    return switch (trouble) {
      case RefusedAddressException refused ->
          invalid("The host of the URL is not a public one.", refused);
      case UnknownHostException unknown ->
          attempt < UNKNOWN_NAME
              ? unreachable(unknown)
              : invalid("There is no host of the name that the URL has.", unknown);
      case SlowServerException slow ->
          bad("The server of the URL sends too slowly; use a faster one, or send the file.", slow);
      case MessageConstraintException header -> malformed(header);
      case ClientProtocolException protocol -> malformed(protocol);
      default -> unreachable(trouble);
    };
  }

  /** A transfer that had begun. */
  StageException during(IOException trouble) {
    return trouble instanceof SlowServerException
        ? of(trouble)
        : unavailable("The server of the URL broke the transfer off.", trouble);
  }

  private StageException malformed(IOException cause) {
    return bad(
        "The server of the URL does not answer as HTTP demands: its headers are malformed, too"
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
