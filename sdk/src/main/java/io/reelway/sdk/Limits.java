package io.reelway.sdk;

import java.util.Map;

/**
 * What a server accepts.
 *
 * @param maxInputBytes size of the largest file
 * @param all every limit by its name in the API, those included that this version has no name for
 */
public record Limits(long maxInputBytes, Map<String, Object> all) {
  static Limits of(JsonObject json) {
    return new Limits(json.integerOrZero("maxInputBytes"), Map.copyOf(json.members()));
  }
}
