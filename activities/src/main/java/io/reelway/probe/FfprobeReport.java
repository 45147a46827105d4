package io.reelway.probe;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output of ffprobe, unchecked. Any member may be missing, and numbers may be absurd (ffprobe
 * has been seen to report 143165 s for a clip of 1 s and 90000 frames per second).
 */
record FfprobeReport(
    @Nullable List<Stream> streams,
    @Nullable Format format,
    @Nullable List<Frame> frames,
    @Nullable List<Packet> packets) {
  /** The report for a file on which ffprobe does not run. */
  static final FfprobeReport NOTHING = new FfprobeReport(null, null, null, null);

  List<Stream> allStreams() {
    return streams == null ? List.of() : streams;
  }

  List<Frame> allFrames() {
    return frames == null ? List.of() : frames;
  }

  boolean hasPackets() {
    return packets != null && !packets.isEmpty();
  }

  record Format(@Nullable String duration) {}

  record Stream(
      int index,
      @Nullable String codec_type,
      @Nullable String codec_name,
      int width,
      int height,
      @Nullable String pix_fmt,
      @Nullable String sample_aspect_ratio,
      @Nullable String avg_frame_rate,
      @Nullable String r_frame_rate,
      @Nullable String start_time,
      @Nullable String duration,
      @Nullable String nb_frames,
      int channels,
      @Nullable String sample_rate,
      @Nullable String bit_rate,
      @Nullable String field_order,
      @Nullable String color_range,
      @Nullable String color_space,
      @Nullable String color_primaries,
      @Nullable String color_transfer,
      @Nullable Map<String, Integer> disposition,
      @Nullable Map<String, String> tags,
      @Nullable List<SideData> side_data_list) {

    boolean is(String type) {
      return type.equals(codec_type);
    }

    boolean has(String flag) {
      return disposition != null && disposition.getOrDefault(flag, 0) == 1;
    }

    @Nullable String tag(String name) {
      return tags == null ? null : tags.get(name);
    }

    String codec() {
      return codec_name == null ? "unknown" : codec_name;
    }

    String pixelFormat() {
      return pix_fmt == null ? "unknown" : pix_fmt;
    }

    List<SideData> sideData() {
      return side_data_list == null ? List.of() : side_data_list;
    }

    /**
     * Whether the file may have no packet of it. Of such a track, ffprobe knows no number of
     * frames, and reports the start and the length of the whole file, or nothing.
     */
    boolean mayBeEmpty() {
      return nb_frames == null && (duration != null || start_time == null);
    }
  }

  record Packet(@Nullable Long pts) {}

  record Frame(int width, int height, @Nullable List<SideData> side_data_list) {
    List<SideData> sideData() {
      return side_data_list == null ? List.of() : side_data_list;
    }
  }

  record SideData(@Nullable String side_data_type, @Nullable Long rotation) {}
}
