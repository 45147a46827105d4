package io.reelway.api.presets;

import io.reelway.api.options.OptionsBody;
import io.reelway.api.roles.OnApiRole;
import io.reelway.plan.StrategyId;
import io.reelway.spec.Preset;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The presets that this process offers. */
@OnApiRole
@RestController
final class PresetsController {
  private final PresetsBody body;

  PresetsController(OfferedPresets presets) {
    this.body =
        new PresetsBody(presets.defaultName(), presets.all().stream().map(PresetBody::of).toList());
  }

  @GetMapping("/api/media/presets")
  PresetsBody presets() {
    return body;
  }

  /** The table of presets. */
  record PresetsBody(String defaultPreset, List<PresetBody> presets) {}

  /**
   * A preset with all its members.
   *
   * @param options what it says in the words of a request
   */
  record PresetBody(
      String name,
      int maxWidth,
      int imageQuality,
      int videoCrf,
      int videoBitrateKbps,
      int audioBitrateKbps,
      List<StrategyId> imageStrategies,
      List<StrategyId> videoStrategies,
      OptionsBody options) {
    static PresetBody of(Preset preset) {
      return new PresetBody(
          preset.name(),
          preset.maxWidth(),
          preset.imageQuality(),
          preset.videoCrf(),
          preset.videoBitrateKbps(),
          preset.audioBitrateKbps(),
          preset.imageStrategies(),
          preset.videoStrategies(),
          OptionsBody.effective(preset.defaults(), preset));
    }
  }
}
