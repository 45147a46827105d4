package io.reelway.encode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Videos of eight seconds with sound, each with an oddity at the places where it may be cut. */
final class DividedSources {
  private static final List<String> PICTURE = List.of("-f", "lavfi", "-i");

  private static final Map<String, List<String>> SOURCES =
      Map.of(
          "few key frames",
          words("testsrc2=s=160x90:r=25:d=8", "-c:v libx264 -g 75"),
          "open groups of pictures",
          words("testsrc2=s=160x90:r=25:d=8", "-c:v libx264 -g 40 -bf 3 -x264-params open-gop=1"),
          "hevc",
          words(
              "testsrc2=s=160x90:r=25:d=8",
              "-c:v libx265 -preset ultrafast -x265-params keyint=40:open-gop=1:log-level=error"),
          "no key frames near the cuts",
          words("testsrc2=s=160x90:r=25:d=8", "-c:v libx264 -g 1000"),
          "variable frame rate",
          words(
              "testsrc2=s=160x90:r=50:d=8",
              "-vf select='not(mod(n\\,3))+not(mod(n\\,7))' -fps_mode vfr -enc_time_base 1/1000"
                  + " -c:v libx264 -g 50"),
          "more frames than are kept",
          words("testsrc2=s=160x90:r=120:d=8", "-c:v libx264 -preset ultrafast -g 60"),
          "every frame is a key frame",
          words("testsrc2=s=160x90:r=25:d=8", "-c:v mjpeg"),
          "interlaced",
          words(
              "testsrc2=s=160x96:r=25:d=8",
              "-vf setfield=tff -flags +ildct+ilme -c:v mpeg2video -g 12 -b:v 2M"),
          "10 bit",
          words("testsrc2=s=160x90:r=25:d=8", "-pix_fmt yuv420p10le -c:v libx264 -g 50"));

  private DividedSources() {}

  private static List<String> words(String picture, String encoder) {
    return List.of(picture, encoder);
  }

  /** Makes the video of that kind. */
  static Path make(Path folder, String kind, String extension) throws Exception {
    List<String> described = Objects.requireNonNull(SOURCES.get(kind), kind);
    List<String> words = new ArrayList<>(PICTURE);
    words.add(described.getFirst());
    words.addAll(List.of("-f", "lavfi", "-i", "sine=d=8"));
    words.addAll(List.of(described.getLast().split(" ")));
    words.addAll(List.of("-c:a", extension.equals("avi") ? "mp3" : "aac"));
    return new Studio(folder).synthesize(extension, words.toArray(String[]::new));
  }
}
