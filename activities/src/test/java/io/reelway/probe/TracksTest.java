package io.reelway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.probe.FfprobeReport.Stream;
import io.reelway.source.Container;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The choice among several tracks. */
class TracksTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  /**
   * The channels and the disposition of each track. Matroska marks every track as default unless
   * the file says otherwise.
   */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "2 6, 1",
        "2 2, 0",
        "6 2:default, 1",
        "2:default 6:default, 1",
        "2:default 6:default:comment, 0",
        "2:visual_impaired 2, 1",
        "2:hearing_impaired 1, 1",
        "2:default:comment 2, 0",
        "0 1, 1",
        "0, none"
      })
  void choosesTheSoundTrackThatAPlayerWouldChoose(String tracks, @Nullable Integer index) {
    List<String> each = List.of(tracks.split(" ", -1));
    List<Stream> streams =
        IntStream.range(0, each.size())
            .mapToObj(i -> sound(i, List.of(each.get(i).split(":", -1))))
            .toList();

    assertThat(new Tracks(streams, Container.MATROSKA).sound().map(Stream::index).orElse(null))
        .isEqualTo(index);
  }

  private static Stream sound(int index, List<String> facts) {
    Map<String, Object> stream =
        Map.of(
            "index",
            index,
            "codec_type",
            "audio",
            "codec_name",
            "aac",
            "channels",
            Integer.parseInt(facts.getFirst()),
            "disposition",
            facts.stream().skip(1).collect(Collectors.toMap(flag -> flag, flag -> 1)));
    return JSON.convertValue(stream, Stream.class);
  }
}
