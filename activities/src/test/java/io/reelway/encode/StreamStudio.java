package io.reelway.encode;

import io.reelway.encode.Studio.Take;
import io.reelway.hls.MediaPlaylist;
import io.reelway.plan.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes small streams of HTTP Live Streaming with the real ffmpeg. */
final class StreamStudio {
  /** Options for a stream of two sizes with segments of 2 s. */
  static final String STREAM =
      "{'outputs':[{'name':'stream','type':'hls','segmentSec':2,"
          + "'renditions':[{'height':180},{'height':90}]}]}";

  final Studio studio;
  private final Path folder;

  /**
   * @param folder receives the files of the streams
   */
  StreamStudio(Path folder) {
    this.folder = folder;
    this.studio = new Studio(folder);
  }

  /** The same stream in another codec. */
  static String withCodec(String codec) {
    return STREAM.replace(
        "'type':'hls',", "'type':'hls','options':{'videoCodec':'%s'},".formatted(codec));
  }

  /**
   * A clip of 5 s with sound.
   *
   * @param video the picture, as a source filter of ffmpeg; without it a test picture
   */
  Path clip(String... video) throws IOException, InterruptedException {
    String picture = video.length == 0 ? "testsrc2=s=320x180:r=25:d=5" : video[0];
    return studio.synthesize(
        "mkv", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=r=48000:d=5");
  }

  Take stream(Path source) throws IOException, InterruptedException {
    return stream(source, STREAM);
  }

  Take stream(Path source, String options) throws IOException, InterruptedException {
    return studio.encode(source, Presets.WEB, options, "stream");
  }

  MediaPlaylist list(String name) throws IOException {
    return MediaPlaylist.parse(Files.readString(folder.resolve(name)));
  }
}
