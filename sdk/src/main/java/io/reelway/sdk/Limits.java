package io.reelway.sdk;

import java.util.Map;

/**
 * The limits of a server.
 *
 * @param maxInputBytes size of the largest file
 * @param all every limit by its name in the API, including those that this version does not know
 */
public record Limits(long maxInputBytes, Map<String, Object> all) {
  static Limits of(JsonObject json) {
    return new Limits(json.integerOrZero("maxInputBytes"), Map.copyOf(json.members()));
  }
}
