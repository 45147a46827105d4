package io.reelway.sdk;

import java.util.List;

/**
 * The presets of a server.
 *
 * @param defaultPreset name of the preset for requests without one
 * @param all every preset
 */
public record Presets(String defaultPreset, List<Preset> all) {
  static Presets of(JsonObject json) {
    return new Presets(
        json.textOrEmpty("defaultPreset"),
        json.objects("presets").stream().map(Preset::of).toList());
  }
}
