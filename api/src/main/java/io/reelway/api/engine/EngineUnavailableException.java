package io.reelway.api.engine;

/** The workflow engine did not answer in time, or refused. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  EngineUnavailableException(Throwable cause) {
    super("The workflow engine does not answer", cause);
  }
}
