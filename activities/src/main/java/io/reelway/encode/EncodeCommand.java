package io.reelway.encode;

import io.reelway.media.AudioTrack;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.Strategy;
import io.reelway.plan.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bramp.ffmpeg.builder.FFmpegBuilder;
import net.bramp.ffmpeg.builder.FFmpegBuilder.Verbosity;

/**
 * The arguments of ffmpeg for one target of one source. Only the planned tracks are mapped, and no
 * metadata: what a camera wrote about place, owner and time does not leave.
 */
final class EncodeCommand {
  private final Probe probe;
  private final Target target;
  private final int threads;

  /**
   * @param threads threads that an encoder may use
   */
  EncodeCommand(Probe probe, Target target, int threads) {
    this.probe = probe;
    this.target = target;
    this.threads = threads;
  }

  List<String> arguments(Path source, Path output) {
    return new FFmpegBuilder()
        .setVerbosity(Verbosity.ERROR)
        .overrideOutputFiles(true)
        .addExtraArgs("-nostdin", "-hide_banner", "-progress", "pipe:1", "-stats_period", "0.5")
        .addInput("file:" + source)
        .addExtraArgs(input())
        .done()
        .addOutput("file:" + output)
        .addExtraArgs(output().toArray(String[]::new))
        .done()
        .build();
  }

  private String[] input() {
    List<String> words = new ArrayList<>();
    if (probe.kind() == MediaKind.IMAGE && !probe.animated()) {
      words.addAll(List.of("-threads", "1"));
    }
    words.addAll(List.of("-f", probe.demuxer(), "-protocol_whitelist", "file,pipe"));
    return words.toArray(String[]::new);
  }

  private List<String> output() {
    List<String> words = new ArrayList<>(List.of("-map", "0:" + probe.video().index()));
    AudioTrack audio = probe.audio();
    if (audio != null) {
      words.addAll(List.of("-map", "0:" + audio.index()));
    }
    words.addAll(
        List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-vf"));
    words.add(filters());
    words.addAll(codec());
    if (audio != null) {
      words.addAll(sound(audio));
    }
    return words;
  }

  private String filters() {
    List<String> filters = new ArrayList<>();
    if (target.frameRateCap() != null) {
      filters.add("fps=" + target.frameRateCap());
    }
    filters.add("scale=" + target.width() + ":" + target.height() + ":flags=bicubic");
    filters.add("setsar=1");
    return String.join(",", filters);
  }

  private List<String> codec() {
    return switch (target.strategy()) {
      case VIDEO_MP4_H264 -> h264();
      case VIDEO_WEBM_VP9 -> vp9();
      case IMAGE_WEBP -> webp();
      case IMAGE_AVIF -> avif();
      case IMAGE_JPEG -> jpeg();
    };
  }

  private List<String> h264() {
    return List.of(
        "-fps_mode", "vfr",
        "-c:v", "libx264",
        "-preset", "medium",
        "-crf", text(target.videoCrf()),
        "-maxrate", target.videoBitrateKbps() + "k",
        "-bufsize", 2 * target.videoBitrateKbps() + "k",
        "-profile:v", "high",
        "-pix_fmt", "yuv420p",
        "-threads", text(threads),
        "-movflags", "+faststart",
        "-f", "mp4");
  }

  /** cpu-used 4 is as good as 1 at the same size and twice as fast. */
  private List<String> vp9() {
    return List.of(
        "-fps_mode", "vfr",
        "-c:v", "libvpx-vp9",
        "-deadline", "good",
        "-cpu-used", "4",
        "-row-mt", "1",
        "-tile-columns", "1",
        "-g", "240",
        "-crf", text(target.videoCrf()),
        "-b:v", target.videoBitrateKbps() + "k",
        "-pix_fmt", "yuv420p",
        "-threads", text(threads),
        "-f", "webm");
  }

  private List<String> webp() {
    List<String> words = new ArrayList<>();
    if (probe.animated()) {
      words.addAll(List.of("-c:v", "libwebp_anim", "-loop", "0"));
    } else {
      words.addAll(List.of("-frames:v", "1", "-c:v", "libwebp"));
    }
    words.addAll(
        List.of(
            "-quality",
            text(target.imageQuality()),
            "-compression_level",
            "4",
            "-pix_fmt",
            probe.video().alpha() ? "yuva420p" : "yuv420p",
            "-f",
            "webp"));
    return words;
  }

  private List<String> avif() {
    List<String> words = new ArrayList<>();
    if (!probe.animated()) {
      words.addAll(List.of("-frames:v", "1", "-still-picture", "1"));
    }
    words.addAll(
        List.of(
            "-c:v", "libaom-av1",
            "-usage", "allintra",
            "-cpu-used", "6",
            "-crf", text(10 + 63 * (100 - target.imageQuality()) / 100),
            "-pix_fmt", "yuv420p",
            "-threads", text(threads),
            "-f", "avif"));
    return words;
  }

  private List<String> jpeg() {
    return List.of(
        "-frames:v", "1",
        "-c:v", "mjpeg",
        "-q:v", text(Math.max(2, Math.round((100 - target.imageQuality()) / 3.6f))),
        "-huffman", "optimal",
        "-pix_fmt", "yuvj420p",
        "-f", "mjpeg");
  }

  private List<String> sound(AudioTrack audio) {
    String encoder = target.strategy() == Strategy.VIDEO_WEBM_VP9 ? "libopus" : "aac";
    return List.of(
        "-c:a",
        encoder,
        "-b:a",
        target.audioBitrateKbps() + "k",
        "-ac",
        text(Math.min(2, audio.channels())));
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
