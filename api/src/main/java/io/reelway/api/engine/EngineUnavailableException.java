package io.reelway.api.engine;

import io.grpc.StatusRuntimeException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** The workflow engine did not answer in time, or refused. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final String CERTIFICATES =
      "see reelway.temporal.ca-file and spring.temporal.connection.mtls";

  EngineUnavailableException(Throwable cause) {
    super("The workflow engine does not answer", cause);
  }

  /**
   * The reason on one line, for an operator: the message of the engine (e.g. a missing namespace),
   * its cause (e.g. an expired certificate), and the setting to check.
   */
  public static String reason(Throwable failure) {
    Throwable first =
        chain(failure)
            .filter(StatusRuntimeException.class::isInstance)
            .findFirst()
            .orElseGet(() -> last(failure));
    Throwable root = last(first);
    String words = root.equals(first) ? line(first) : line(first) + ": " + line(root);
    return hint(first).map(setting -> words + "; " + setting).orElse(words);
  }

  private static Optional<String> hint(Throwable failure) {
    boolean secured =
        chain(failure)
            .anyMatch(
                cause -> cause instanceof SSLException || cause instanceof CertificateException);
    if (secured) {
      return Optional.of(CERTIFICATES);
    }
    return failure instanceof StatusRuntimeException answer
        ? switch (answer.getStatus().getCode()) {
          case UNAUTHENTICATED, PERMISSION_DENIED ->
              Optional.of("see spring.temporal.connection.api-key");
          case NOT_FOUND -> Optional.of("see spring.temporal.namespace");
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static Throwable last(Throwable failure) {
    return chain(failure).reduce(failure, (before, cause) -> cause);
  }

  private static String line(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("none");
  }
}
