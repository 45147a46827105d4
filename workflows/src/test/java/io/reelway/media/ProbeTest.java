package io.reelway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reelway.plan.Workload;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeTest {
  private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();
  private static final Duration LENGTH = Duration.ofSeconds(3);

  private static final VideoTrack PICTURE =
      new VideoTrack(
          0, "h264", Picture.plain(1920, 1080, "yuv420p", false), new Rational(25, 1), false);
  private static final ImageTrack FRAMES =
      new ImageTrack(0, "gif", Picture.plain(100, 50, "bgra", true), true, 12);
  private static final AudioTrack SOUND = new AudioTrack(1, "aac", 2, 48_000, null);

  static Object[][] sources() {
    return new Object[][] {
      {List.of(PICTURE), MediaKind.VIDEO, 1920L * 1080, Workload.HEAVY},
      {List.of(PICTURE, SOUND), MediaKind.VIDEO, 1920L * 1080, Workload.HEAVY},
      {List.of(FRAMES), MediaKind.IMAGE, 12L * 100 * 50, Workload.LIGHT},
      {List.of(SOUND), MediaKind.AUDIO, 0L, Workload.LIGHT},
    };
  }

  @ParameterizedTest
  @MethodSource("sources")
  void derivesItsKindFromItsTracks(
      List<Track> tracks, MediaKind kind, long pixels, Workload workload) {
    Probe probe = new Probe("mp4", "mov", LENGTH, tracks, List.of());

    assertThat(probe.kind()).isEqualTo(kind);
    assertThat(probe.pixels()).isEqualTo(pixels);
    assertThat(Workload.of(probe)).isEqualTo(workload);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void survivesAJsonRoundTrip(List<Track> tracks, MediaKind kind, long pixels, Workload workload)
      throws Exception {
    Probe probe = new Probe("mp4", "mov", LENGTH, tracks, List.of("A warning."));

    assertThat(JSON.readValue(JSON.writeValueAsString(probe), Probe.class)).isEqualTo(probe);
  }

  @Test
  void mayHaveNoPicture() {
    Probe song = new Probe("mp3", "mp3", LENGTH, List.of(SOUND), List.of());

    assertThat(song.findPicture()).isEmpty();
    assertThat(song.animated()).isFalse();
    assertThat(song.audio()).isEqualTo(SOUND);
  }

  @Test
  void needsATrack() {
    assertThatThrownBy(() -> new Probe("mp4", "mov", LENGTH, List.of(), List.of()))
        .hasMessage("A source has at least one track");
  }
}
