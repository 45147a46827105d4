package io.reelway.api.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints what is wrong with a setting and what to write instead, in place of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingFailure extends AbstractFailureAnalyzer<IllegalArgumentException> {
  @Override
  protected @org.jspecify.annotations.Nullable FailureAnalysis analyze(
      Throwable rootFailure, IllegalArgumentException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.startsWith("reelway.")
            || message.startsWith("spring.temporal.")
            || message.startsWith("server.")
            || message.startsWith("Only one of reelway.")
            || message.startsWith("A duration of reelway.")
        ? new FailureAnalysis(
            "A setting cannot be used.",
            message + ".\n\nAll settings: docs/configuration.md",
            cause)
        : null;
  }
}
