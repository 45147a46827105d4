package io.reelway.sdk;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URLConnection;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A form with at most one file, read while it is sent. */
final class MultipartBody implements RequestBody {
  private final String boundary = "reelway-" + UUID.randomUUID();
  private final Map<String, String> fields;
  private final @Nullable Media media;
  private final TransferListener listener;
  private volatile boolean opened;
  private volatile @Nullable IOException localFailure;

  private MultipartBody(
      Map<String, String> fields, @Nullable Media media, TransferListener listener) {
    this.fields = fields;
    this.media = media;
    this.listener = listener;
  }

  /** Creates the form for a source; fails if the file does not exist. */
  static MultipartBody of(Source source, SubmitOptions options) {
    Map<String, String> fields = new LinkedHashMap<>();
    options.preset().ifPresent(preset -> fields.put("preset", preset));
    options.webhookUrl().ifPresent(url -> fields.put("webhookUrl", url.toString()));
    Labels labels = options.labels();
    labels.externalId().ifPresent(id -> fields.put("externalId", id));
    labels.batchId().ifPresent(id -> fields.put("batchId", id));
    if (!labels.metadata().isEmpty()) {
      fields.put("metadata", JsonObject.write(labels.metadata()));
    }
    if (!options.options().isEmpty()) {
      fields.put("options", options.options().json());
    }
    if (source instanceof Source.Url remote) {
      fields.put("url", remote.url().toString());
      return new MultipartBody(fields, null, TransferListener.NONE);
    }
    return new MultipartBody(fields, Media.of(source, options), options.uploadListener());
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  @Override
  public boolean repeatable() {
    return media == null || media.source().repeatable() || !opened;
  }

  @Override
  public Optional<IOException> localFailure() {
    return Optional.ofNullable(localFailure);
  }

  @Override
  public BodyPublisher publisher(Watch watch) {
    byte[] head = head();
    byte[] tail = tail();
    OptionalLong content = media == null ? OptionalLong.of(0) : media.source().bytes();
    OptionalLong length =
        content.isPresent()
            ? OptionalLong.of(head.length + content.getAsLong() + tail.length)
            : OptionalLong.empty();
    return new StreamPublisher(
        () ->
            new SequenceInputStream(
                Collections.enumeration(
                    List.of(
                        new ByteArrayInputStream(head),
                        content(watch),
                        new ByteArrayInputStream(tail)))),
        length);
  }

  private InputStream content(Watch watch) throws IOException {
    if (media == null) {
      return InputStream.nullInputStream();
    }
    opened = true;
    try {
      return new Watched(media.source().opener().open(), media.source().bytes(), watch);
    } catch (IOException e) {
      localFailure = e;
      throw e;
    }
  }

  /** Small fields come first, so that the server knows them before the first byte of the file. */
  private byte[] head() {
    StringBuilder head = new StringBuilder();
    fields.forEach((name, value) ->
        head.append(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(boundary, name, value)));
    if (media != null) {
      head.append(
          "--%s\r\nContent-Disposition: form-data; name=\"media\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
              .formatted(boundary, quoted(media.filename()), media.contentType()));
    }
    return head.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] tail() {
    String lineEnd = media == null ? "" : "\r\n";
    return (lineEnd + "--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Escapes a name for a quoted header parameter: quotes, backslashes and line breaks. Letters
   * outside ASCII are sent as UTF-8, as browsers do.
   */
  static String quoted(String filename) {
    return filename.replaceAll("\\p{Cntrl}", "_").replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** The file of the form. */
  private record Media(String filename, String contentType, Source.Stream source) {
    static Media of(Source source, SubmitOptions options) {
      String own =
          source instanceof Source.File file ? String.valueOf(file.file().getFileName()) : "";
      String filename = options.filename().orElse(own.isEmpty() ? "upload" : own);
      String guess = URLConnection.guessContentTypeFromName(filename);
      String contentType =
          options.contentType().orElse(guess == null ? "application/octet-stream" : guess);
      return new Media(filename, contentType.replaceAll("\\p{Cntrl}", "_"), stream(source));
    }

    private static Source.Stream stream(Source source) {
      if (source instanceof Source.File file) {
        try {
          return new Source.Stream(
              () -> Files.newInputStream(file.file()),
              OptionalLong.of(Files.size(file.file())),
              true);
        } catch (IOException e) {
          throw ReelwayException.localFile(e);
        }
      }
      return (Source.Stream) source;
    }
  }

  /**
   * Counts the bytes read and remembers a failure. When a connection breaks, the stream is closed
   * during a read; the failure of that read is not one of the file.
   */
  private final class Watched extends FilterInputStream {
    private final OptionalLong total;
    private final Watch watch;
    private long count;
    private volatile boolean closed;

    Watched(InputStream stream, OptionalLong total, Watch watch) {
      super(stream);
      this.total = total;
      this.watch = watch;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
      try {
        int read = in.read(target, start, length);
        if (read > 0) {
          count += read;
          watch.moved();
          listener.onBytes(count, total);
        }
        if (total.isPresent()
            && (read < 0 ? count != total.getAsLong() : count > total.getAsLong())) {
          throw new IOException("it has " + count + " bytes now, not " + total.getAsLong());
        }
        return read;
      } catch (IOException e) {
        if (!closed) {
          localFailure = e;
        }
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      closed = true;
      super.close();
    }
  }
}
