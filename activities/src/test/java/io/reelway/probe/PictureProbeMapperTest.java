package io.reelway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.MediaKind;
import io.reelway.media.Rational;
import io.reelway.probe.FfprobeReport.Stream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What ffprobe reports about a picture. */
class PictureProbeMapperTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  /** Broken display matrices have absurd angles. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "90, 270",
    "-90, 90",
    "-180, 180",
    "89, 270",
    "45, 0",
    "1000, 0",
    "9223372036854775807, 0",
    "-9223372036854775808, 0"
  })
  void turnsAPictureOnlyByRightAngles(long angle, int rotation) {
    Map<String, Object> facts =
        Map.of(
            "index",
            0,
            "width",
            64,
            "height",
            48,
            "side_data_list",
            List.of(Map.of("rotation", angle)));
    Stream stream = JSON.convertValue(facts, Stream.class);

    assertThat(new PictureProbeMapper(MediaKind.VIDEO, List.of()).picture(stream).rotation())
        .isEqualTo(rotation);
  }

  @ParameterizedTest
  @CsvSource({
    "uyva, true",
    "vuya, true",
    "vuyx, false",
    "ayuv, true",
    "ayuv64le, true",
    "yuva420p, true",
    "yuv420p, false",
    "bgra, true"
  })
  void findsTransparency(String pixelFormat, boolean transparent) {
    assertThat(PictureProbeMapper.hasAlpha(pixelFormat)).isEqualTo(transparent);
  }

  /** ffprobe's average rate, and the rate of the grid on which all times lie. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "30/1, 30/1, progressive, -",
        "30000/1001, 30/1, progressive, -",
        "2997/100, 30000/1001, progressive, -",
        "25/1, 50/1, tt, -",
        "25/1, 50/1, progressive, 50/1",
        "127/10, 30/1, progressive, 30/1",
        "24/1, 90000/1, progressive, 90000/1",
        "60/1, 30/1, progressive, -",
        "0/0, 30/1, progressive, 30/1",
        "30/1, 0/0, progressive, -"
      })
  void findsOutHowNearFramesMayBe(
      String average, String grid, String order, @Nullable String peak) {
    Map<String, Object> facts =
        Map.of("index", 0, "avg_frame_rate", average, "r_frame_rate", grid, "field_order", order);

    Rational found = PictureProbeMapper.peakRate(JSON.convertValue(facts, Stream.class));
    assertThat(found == null ? null : found.toString()).isEqualTo(peak);
  }
}
