package io.reelway.api.submit;

import java.util.List;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.HttpHeaders;

/** The headers of one part of a form. */
final class PartHeaders {
  private PartHeaders() {}

  /**
   * Reads the lines of a header section. A line that begins with white space continues the line
   * before it.
   *
   * @throws DecodingException when a line has no colon, or one of the headers cannot be read
   */
  static HttpHeaders parse(String section) {
    List<String> lines = section.replaceAll("\r\n(?=[ \t])", "").lines().toList();
    HttpHeaders headers = new HttpHeaders();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (!line.isEmpty() && colon < 1) {
        throw new DecodingException("A header line of a part has no name");
      }
      if (!line.isEmpty()) {
        headers.add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }
}
