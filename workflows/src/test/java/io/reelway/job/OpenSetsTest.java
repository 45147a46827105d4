package io.reelway.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of a newer build survive a round trip through this build. */
class OpenSetsTest {
  private static final ObjectMapper JSON = JacksonJsonPayloadConverter.newDefaultObjectMapper();

  static Object[][] words() {
    return new Object[][] {
      {"\"image-jxl\"", StrategyId.class},
      {"\"image/jxl\"", MediaType.class},
      {"\"packaging\"", Stage.class},
      {"{\"code\":\"cannot-fit\",\"message\":\"It cannot fit.\"}", JobError.class},
      {
        "{\"status\":\"processing\",\"stage\":\"packaging\",\"begun\":40.0,\"renditions\":[]}",
        JobState.class
      },
    };
  }

  @ParameterizedTest
  @MethodSource("words")
  void unknownValuesAreWrittenAsTheyWereRead(String json, Class<?> type) throws Exception {
    Object read = JSON.readValue(json, type);

    assertThat(JSON.readTree(JSON.writerFor(type).writeValueAsString(read)))
        .isEqualTo(JSON.readTree(json));
  }

  @ParameterizedTest
  @MethodSource("percents")
  void anUnknownStageDoesNotMoveTheProgress(double begun) {
    JobState.Processing state = new JobState.Processing(new Stage("packaging"), begun);

    assertThat(state.percent(List.of(Progress.ALL))).isEqualTo(begun);
  }

  static double[] percents() {
    return new double[] {0, 40, 100};
  }
}
