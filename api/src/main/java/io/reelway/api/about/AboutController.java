package io.reelway.api.about;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.roles.OnApiRole;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows that the process answers, and its limits. Uses neither the store nor the engine. */
@OnApiRole
@RestController
final class AboutController {
  private final LimitsBody limits;

  AboutController(ReelwaySettings settings) {
    this.limits = LimitsBody.of(settings.limits());
  }

  @GetMapping("/api/health")
  Health health() {
    return new Health(true);
  }

  @GetMapping("/api/media/limits")
  LimitsBody limits() {
    return limits;
  }

  /** The process answers; whether it can work is the readiness at the actuator. */
  record Health(boolean ok) {}
}
