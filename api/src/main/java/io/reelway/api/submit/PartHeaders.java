package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The headers of one part of a form. */
final class PartHeaders {
  /** A file name with an encoding of its own (RFC 5987). */
  private static final Pattern ENCODED_NAME =
      Pattern.compile("(?i)(filename\\*\\s*=\\s*[^';]*'[^';]*')([^;]*)");

  /** JavaScript's {@code encodeURIComponent} leaves these, but RFC 5987 does not allow them. */
  private static final Pattern LEFT_BY_JAVASCRIPT = Pattern.compile("['()*]");

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

  /**
   * What a part is.
   *
   * @throws DecodingException when it cannot be read
   */
  static ContentDisposition disposition(HttpHeaders headers) {
    String value = headers.getFirst(HttpHeaders.CONTENT_DISPOSITION);
    if (value == null) {
      return ContentDisposition.empty();
    }
    try {
      return ContentDisposition.parse(
          ENCODED_NAME
              .matcher(value)
              .replaceAll(
                  name -> Matcher.quoteReplacement(name.group(1) + encoded(name.group(2)))));
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw new DecodingException("The disposition of a part cannot be read", malformed);
    }
  }

  /** The charset of a text; UTF-8 if its content type names none that is known here. */
  static Charset charset(HttpHeaders headers) {
    try {
      MediaType type = headers.getContentType();
      return type == null || type.getCharset() == null ? UTF_8 : type.getCharset();
    } catch (InvalidMediaTypeException malformed) {
      return UTF_8;
    }
  }

  private static String encoded(String name) {
    return LEFT_BY_JAVASCRIPT
        .matcher(name)
        .replaceAll(left -> "%%%02X".formatted((int) left.group().charAt(0)));
  }
}
