package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the files that are encoded. They come from real photos and videos where those are there;
 * otherwise ffmpeg generates pictures with much detail and the noise of a camera.
 */
final class SubjectFiles {
  private static final String PHOTO = "image/progressive-12mp.jpg";
  private static final String SMALL_PHOTO = "image/gps-exif-nikon.jpg";
  private static final String SCREEN = "video/h264-3026x1386-extreme-vfr-screen.mp4";
  private static final String TRAILER = "video/h264-720p24-52s-sintel-trailer.mp4";
  private static final int JPEG_QUALITY = 3;

  private final Path directory;

  private SubjectFiles(Path directory) {
    this.directory = directory;
  }

  /** Makes files with the program that a server has unpacked. They stay for further runs. */
  static SubjectFiles prepared() throws IOException {
    return new SubjectFiles(
        Files.createDirectories(Path.of("bench", "target", "photos").toAbsolutePath()));
  }

  List<Subject> all() throws IOException, InterruptedException {
    return List.of(
        new Subject("0.3-megapixel JPEG", small(), 64, 0.6, 0.45, true),
        new Subject("2.8-megapixel JPEG", jpeg("medium.jpg", 2048, 1368), 32, 0.85, 0.7, false),
        new Subject("12-megapixel JPEG", large(), 32, 0.85, 0.7, true),
        new Subject("12-megapixel HEIC", heic(), 16, 0, 0, false),
        new Subject("PNG screenshot", screenshot(), 16, 0, 0, false),
        new Subject("10 s clip", clip(), 4, 0, 0, false));
  }

  /** A photo of 640 x 480 pixels. */
  Path small() throws IOException, InterruptedException {
    Optional<Path> real = Setup.findMedia(SMALL_PHOTO);
    return real.isPresent() ? real.get() : jpeg("small.jpg", 640, 480);
  }

  private Path large() throws IOException, InterruptedException {
    return jpeg("large.jpg", 4224, 2816);
  }

  /** A baseline JPEG, as cameras make them. */
  private Path jpeg(String name, int width, int height) throws IOException, InterruptedException {
    Optional<Path> real = Setup.findMedia(PHOTO);
    String size = width + "x" + height;
    List<String> input =
        real.isPresent()
            ? List.of("-i", real.get().toString())
            : List.of("-f", "lavfi", "-i", "mandelbrot=s=" + size);
    String filters =
        "scale="
            + width
            + ":"
            + height
            + ",noise=alls=5,sidedata=mode=delete:type=ICC_PROFILE,format=yuvj420p";
    return make(
        name,
        input,
        List.of("-vf", filters, "-frames:v", "1", "-q:v", Integer.toString(JPEG_QUALITY)));
  }

  private Path heic() throws IOException, InterruptedException {
    Path coded =
        make(
            "large.mp4",
            List.of("-i", large().toString()),
            List.of("-c:v", "libx265", "-preset", "fast", "-crf", "22", "-tag:v", "hvc1"));
    return HeicFile.write(coded, 4224, 2816, directory.resolve("large.heic"));
  }

  private Path screenshot() throws IOException, InterruptedException {
    Optional<Path> real = Setup.findMedia(SCREEN);
    List<String> input =
        real.isPresent()
            ? List.of("-ss", "1", "-i", real.get().toString())
            : List.of("-f", "lavfi", "-i", "testsrc2=s=1920x1080");
    return make("screenshot.png", input, List.of("-frames:v", "1"));
  }

  private Path clip() throws IOException, InterruptedException {
    Optional<Path> real = Setup.findMedia(TRAILER);
    return real.isPresent()
        ? make(
            "clip.mp4",
            List.of("-ss", "12", "-t", "10", "-i", real.get().toString()),
            List.of("-c", "copy"))
        : make(
            "clip.mp4",
            List.of("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=24:d=10"),
            List.of("-vf", "noise=alls=5:allf=t,format=yuv420p", "-c:v", "libx264"));
  }

  /** Runs ffmpeg unless the file is there. Metadata and colour profiles are not of interest. */
  private Path make(String name, List<String> input, List<String> output)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(input);
    words.addAll(output);
    words.addAll(List.of("-map_metadata", "-1"));
    return Ffmpeg.make(directory.resolve(name), words);
  }
}
