package io.reelway.optimize;

import static io.reelway.optimize.FakeStages.PROBE;
import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reelway.media.Probe;
import io.reelway.stage.ProbeStage.Probed;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import org.junit.jupiter.api.Test;

/** Builds with and without early encodes read each other's probes, as in a rolling upgrade. */
class ProbedJsonTest {
  private static final ObjectMapper JSON =
      JacksonJsonPayloadConverter.newDefaultObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  @Test
  void readsTheProbeOfABuildWithoutEarlyEncodes() throws Exception {
    String older = JSON.writeValueAsString(PROBE);

    assertThat(JSON.readValue(older, Probed.class)).isEqualTo(Probed.only(PROBE));
  }

  @Test
  void aBuildWithoutEarlyEncodesReadsTheProbe() throws Exception {
    assertThat(JSON.readValue(JSON.writeValueAsString(early()), Probe.class)).isEqualTo(PROBE);
  }

  @Test
  void keepsWhatWasMadeEarly() throws Exception {
    String written = JSON.writeValueAsString(early());

    assertThat(JSON.readValue(written, Probed.class)).isEqualTo(early());
  }

  private static Probed early() {
    FakeStages stages = new FakeStages();
    stages.encodeEarly();
    return stages.probe(JOB);
  }
}
