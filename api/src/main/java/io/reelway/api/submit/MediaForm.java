package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.media.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A multipart form, read sequentially as it arrives. Blocks, so it belongs on a virtual thread.
 * Decision 0096 says why the framework's own parser does not read it.
 */
final class MediaForm {
  /**
   * Maximum number of parts. There are eight known fields; a form of many empty parts must end
   * early.
   */
  private static final int MOST_PARTS = 100;

  /** Maximum bytes of the headers of one part. */
  private static final int LONGEST_HEADERS = 10 * 1024;

  /** Maximum bytes of a text field. */
  static final int LONGEST_VALUE = 256 * 1024;

  /**
   * Maximum bytes before the first part. Clients send none, or a sentence; without this limit a
   * body that does not contain its boundary would be read to its end.
   */
  static final int LONGEST_PREAMBLE = 1024 * 1024;

  /** Bytes; large enough for the longest boundary that fits into a request header. */
  private static final int BUFFER = 64 * 1024;

  private final MultipartInput input;
  private int parts;
  private @Nullable InputStream content;

  /**
   * @param type the content type of the request, which names the boundary
   */
  MediaForm(InputStream body, MediaType type) throws IOException {
    String boundary = type.getParameter("boundary");
    if (boundary == null || boundary.isEmpty()) {
      throw new DecodingException("The content type names no boundary");
    }
    this.input =
        MultipartInput.builder()
            .setInputStream(new Body(body))
            .setBufferSize(BUFFER)
            .setBoundary(unquoted(boundary).getBytes(UTF_8))
            .setMaxPartHeaderSize(LONGEST_HEADERS)
            .get();
    input.setHeaderCharset(UTF_8);
  }

  private static String unquoted(String parameter) {
    boolean quoted =
        parameter.length() > 1 && parameter.startsWith("\"") && parameter.endsWith("\"");
    return quoted ? parameter.substring(1, parameter.length() - 1) : parameter;
  }

  /** The next part; empty at the end of the form. Skips the rest of the part before. */
  Optional<Part> next() throws IOException {
    try {
      if (!toNextPart()) {
        return Optional.empty();
      }
      if (++parts > MOST_PARTS) {
        throw new RequestException(
            ErrorCode.INVALID_INPUT,
            "The form has more than " + MOST_PARTS + " parts; send each field once.");
      }
      HttpHeaders headers = PartHeaders.parse(input.readHeaders());
      InputStream bytes = input.newInputStream();
      content = bytes;
      return Optional.of(new Part(headers, bytes));
    } catch (FileUploadSizeException headers) {
      throw new RequestException(
          ErrorCode.INVALID_INPUT, "The header of a part of the form is too long.");
    } catch (FileUploadException malformed) {
      throw new DecodingException("The form is malformed", malformed);
    }
  }

  private boolean toNextPart() throws IOException {
    if (content == null) {
      return input.skipPreamble();
    }
    content.close();
    return input.readBoundary();
  }

  /** The bytes of the form; fails with {@link RequestException} if no part begins in time. */
  private final class Body extends InputStream {
    private final InputStream bytes;
    private long read;

    Body(InputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
      if (parts == 0 && read > LONGEST_PREAMBLE) {
        throw new RequestException(
            ErrorCode.INVALID_INPUT,
            "No part of the form begins within the first "
                + new ByteSize(LONGEST_PREAMBLE)
                + "; the boundary in Content-Type may be wrong.");
      }
      int count = bytes.read(target, start, length);
      read += Math.max(count, 0);
      return count;
    }
  }

  /** One part of the form. */
  static final class Part {
    private final HttpHeaders headers;
    private final ContentDisposition disposition;
    private final InputStream bytes;

    private Part(HttpHeaders headers, InputStream bytes) {
      this.headers = headers;
      this.disposition = PartHeaders.disposition(headers);
      this.bytes = bytes;
    }

    /** The name of the field; empty if the part has none. */
    String name() {
      return Objects.requireNonNullElse(disposition.getName(), "");
    }

    /**
     * The client's file name; empty if the part is a text field. Browsers and curl escape three
     * characters of it, as the HTML standard says for forms, and leave even the percent sign as it
     * is. {@code filename*} has an encoding of its own, which is read already.
     */
    Optional<String> filename() {
      String name = disposition.getFilename();
      boolean encoded = disposition.getCharset() != null;
      return name == null || encoded ? Optional.ofNullable(name) : Optional.of(unescaped(name));
    }

    private static String unescaped(String name) {
      return name.replace("%22", "\"").replaceAll("(?i)%0d", "\r").replaceAll("(?i)%0a", "\n");
    }

    /** The content type as sent by the client, which may be malformed. */
    String contentType() {
      return Objects.requireNonNullElse(
          headers.getFirst(HttpHeaders.CONTENT_TYPE), MediaType.APPLICATION_OCTET_STREAM_VALUE);
    }

    /**
     * Reads the value of a field. Some clients send every field as a file; then the value is its
     * content.
     */
    String value() throws IOException {
      byte[] value = content(Long.MAX_VALUE).readNBytes(LONGEST_VALUE + 1);
      if (value.length > LONGEST_VALUE) {
        throw new RequestException(
            ErrorCode.INVALID_INPUT, "The field " + name() + " is too long.");
      }
      return new String(value, PartHeaders.charset(headers)).strip();
    }

    /**
     * The content; fails with {@link RequestException} as soon as it exceeds the limit.
     *
     * @param limit bytes
     */
    InputStream content(long limit) {
      return new Content(bytes, limit);
    }

    /**
     * Discards the content; fails with {@link RequestException} as soon as it exceeds the limit.
     *
     * @param limit bytes
     * @return the number of bytes
     */
    long skip(long limit) throws IOException {
      return content(limit).transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * Converts errors of the form into errors of the request, so that they do not count as errors of
   * the store.
   */
  private static final class Content extends InputStream {
    private final InputStream bytes;
    private final long limit;
    private long read;

    Content(InputStream bytes, long limit) {
      this.bytes = bytes;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
      int count;
      try {
        count = bytes.read(target, start, length);
      } catch (FileUploadException malformed) {
        throw new DecodingException("The form is cut off", malformed);
      }
      read += Math.max(count, 0);
      if (read > limit) {
        throw new RequestException(
            ErrorCode.TOO_LARGE, "The file is larger than " + new ByteSize(limit) + ".");
      }
      return count;
    }
  }
}
