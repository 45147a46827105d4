package io.reelway.api.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.api.jobs.MediaForm.Part;
import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.media.Source;
import io.reelway.outbound.OutboundUrls;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the form of a submit, part by part, as it arrives. Blocks. */
final class Intake {
  private static final int LONGEST_NAME = 1000;

  private final long inputLimit;
  private final boolean allowHttp;

  /**
   * @param inputLimit bytes of the largest file that is accepted
   * @param allowHttp whether a source may be named by an http URL
   */
  Intake(long inputLimit, boolean allowHttp) {
    this.inputLimit = inputLimit;
    this.allowHttp = allowHttp;
  }

  /**
   * Reads the whole form.
   *
   * @param sink where the file goes
   */
  Submission read(MediaForm form, Sink sink) throws IOException {
    MessageDigest digest = Sha256.start();
    @Nullable Source source = null;
    String preset = "";
    String url = "";
    for (Optional<Part> next = form.next(); next.isPresent(); next = form.next()) {
      Part part = next.get();
      switch (part.name()) {
        case "media" -> {
          if (source != null) {
            throw invalid("Send one file; there is more than one part named media.");
          }
          source = readSource(part, digest, sink);
        }
        case "preset" -> {
          preset = part.value();
          part.skip();
        }
        case "url" -> {
          url = part.value();
          part.skip();
        }
        default -> part.skip();
      }
    }
    if (!url.isEmpty() && source != null) {
      throw invalid("Send a file or a URL, not both.");
    }
    if (!url.isEmpty()) {
      return read(url, preset);
    }
    if (source == null) {
      throw invalid("The part named media is missing; it carries the file.");
    }
    return new Submission(source, null, preset, fingerprint(digest, preset));
  }

  /** A request that names its file by a URL. */
  Submission read(String url, String preset) {
    URI source = parse(url);
    MessageDigest digest = Sha256.start();
    digest.update(source.toString().getBytes(UTF_8));
    Source unknown = new Source(filename(source), "", 0);
    return new Submission(unknown, source, preset, fingerprint(digest, preset));
  }

  private URI parse(String url) {
    try {
      return OutboundUrls.parse(url, allowHttp);
    } catch (IllegalArgumentException refused) {
      throw invalid(String.valueOf(refused.getMessage()));
    }
  }

  /** The last part of the path, as a browser would save it. */
  private static String filename(URI url) {
    String path = Objects.requireNonNullElse(url.getPath(), "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isBlank() ? "download" : shortened(name);
  }

  private static String shortened(String filename) {
    return filename.substring(0, Math.min(LONGEST_NAME, filename.length()));
  }

  private Source readSource(Part part, MessageDigest digest, Sink sink) throws IOException {
    String filename =
        part.filename()
            .filter(name -> !name.isBlank())
            .orElseThrow(() -> invalid("The part named media is a text field; it must be a file."));
    long bytes = sink.store(new DigestInputStream(part.content(inputLimit), digest));
    if (bytes == 0) {
      throw invalid("The file is empty.");
    }
    return new Source(shortened(filename), part.contentType(), bytes);
  }

  /** What makes two requests the same: the bytes, and what is to be made of them. */
  private static String fingerprint(MessageDigest content, String preset) {
    MessageDigest all = Sha256.start();
    all.update(content.digest());
    all.update(preset.getBytes(UTF_8));
    return HexFormat.of().formatHex(all.digest());
  }

  private static RequestException invalid(String sentence) {
    return new RequestException(ErrorCode.INVALID_INPUT, sentence);
  }

  /** Takes the file of a form to its end. */
  @FunctionalInterface
  interface Sink {
    /** Returns the number of bytes. */
    long store(InputStream content) throws IOException;
  }

  /**
   * What a client asked for.
   *
   * @param url where the file has to be fetched; {@code null} when it came along
   * @param preset as it was sent; may be empty, or the name of no preset
   * @param fingerprint the same for the same request
   */
  record Submission(Source source, @Nullable URI url, String preset, String fingerprint) {}
}
