package io.reelway.hls;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The attributes of a tag, e.g. {@code URI="720p.mp4",BYTERANGE="815@0"}.
 *
 * @param values without quotes
 */
record Attributes(Map<String, String> values) {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\G([A-Z0-9-]+)=(?:\"([^\"]*)\"|([^\",]+))(?:,|$)");

  static Attributes parse(String text) throws IOException {
    Map<String, String> values = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      values.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
      end = matcher.end();
    }
    if (end != text.length()) {
      throw new IOException("Not a list of attributes: " + text);
    }
    return new Attributes(Map.copyOf(values));
  }

  String get(String name) throws IOException {
    String value = values.get(name);
    if (value == null) {
      throw new IOException("The tag has no attribute " + name);
    }
    return value;
  }
}
