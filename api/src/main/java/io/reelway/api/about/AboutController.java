package io.reelway.api.about;

import io.reelway.api.OnApiRole;
import io.reelway.api.presets.OfferedPresets;
import io.reelway.plan.Preset;
import io.reelway.plan.StrategyId;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Presets, limits and whether anyone is there. Nothing here asks the store or the engine. */
@OnApiRole
@RestController
final class AboutController {
  private final LimitsBody limits;
  private final PresetsBody presets;

  AboutController(LimitsBody limits, OfferedPresets presets) {
    this.limits = limits;
    this.presets =
        new PresetsBody(presets.defaultName(), presets.all().stream().map(PresetBody::of).toList());
  }

  @GetMapping("/api/health")
  Health health() {
    return new Health(true);
  }

  @GetMapping("/api/media/presets")
  PresetsBody presets() {
    return presets;
  }

  @GetMapping("/api/media/limits")
  LimitsBody limits() {
    return limits;
  }

  /** The process answers; whether it can work is the readiness at the actuator. */
  record Health(boolean ok) {}

  /** The table of presets. */
  record PresetsBody(String defaultPreset, List<PresetBody> presets) {}

  /** A preset with all its members. */
  record PresetBody(
      String name,
      int maxWidth,
      int imageQuality,
      int videoCrf,
      int videoBitrateKbps,
      int audioBitrateKbps,
      List<StrategyId> imageStrategies,
      List<StrategyId> videoStrategies) {
    static PresetBody of(Preset preset) {
      return new PresetBody(
          preset.name(),
          preset.maxWidth(),
          preset.imageQuality(),
          preset.videoCrf(),
          preset.videoBitrateKbps(),
          preset.audioBitrateKbps(),
          preset.imageStrategies(),
          preset.videoStrategies());
    }
  }
}
