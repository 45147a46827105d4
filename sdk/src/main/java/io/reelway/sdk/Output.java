package io.reelway.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A further output of a job.
 *
 * @param name its name in the request
 * @param type {@code image}, {@code audio}, {@code video}, {@code animation} or {@code hls}
 * @param status {@code pending}, {@code processing}, {@code done} or {@code failed}
 * @param file its facts; empty until it is done
 * @param error why it could not be made; empty unless it has failed
 */
public record Output(
    String name, String type, String status, Optional<File> file, Optional<JobError> error) {
  static Output of(JsonObject json) {
    return new Output(
        json.textOrEmpty("name"),
        json.textOrEmpty("type"),
        json.textOrEmpty("status"),
        json.uri("downloadUrl").map(url -> File.of(json, url)),
        json.object("error").map(JobError::of));
  }

  /**
   * The file of an output.
   *
   * @param strategy the strategy used, e.g. {@code image-webp}
   * @param contentType its media type
   * @param filename its file name
   * @param bytes its size
   * @param width pixels; empty for sound
   * @param height pixels; empty for sound
   * @param duration its length; empty for still images
   * @param quality its measured quality; empty unless a target was set
   * @param sha256 its checksum, 64 hexadecimal digits
   * @param downloadUrl where it can be fetched without a key
   * @param paths the paths of all files below {@code …/download/{name}} if it has several, e.g.
   *     those of a stream, whose playlist is at {@code downloadUrl}; mostly none
   */
  public record File(
      String strategy,
      String contentType,
      String filename,
      long bytes,
      OptionalInt width,
      OptionalInt height,
      Optional<Duration> duration,
      Optional<Quality> quality,
      String sha256,
      URI downloadUrl,
      List<String> paths) {
    private static File of(JsonObject json, URI url) {
      return new File(
          json.textOrEmpty("strategy"),
          json.textOrEmpty("contentType"),
          json.textOrEmpty("filename"),
          json.integerOrZero("bytes"),
          json.smallInteger("width"),
          json.smallInteger("height"),
          json.seconds("durationSec"),
          json.object("quality").map(Quality::of),
          json.textOrEmpty("sha256"),
          url,
          json.objects("files").stream().map(file -> file.textOrEmpty("path")).toList());
    }
  }
}
