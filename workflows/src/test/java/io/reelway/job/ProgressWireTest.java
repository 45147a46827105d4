package io.reelway.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.job.RenditionProgress.Parts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** How the progress of a rendition travels in heartbeats and memos. */
class ProgressWireTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @Test
  void readsTheProgressOfABuildWithoutParts() {
    String json =
        """
        {"percent":40.0,"speed":1.5,"etaSec":60.0,"host":"reelway-host-a","turnedAway":0,
         "rendition":"main","stage":null}
        """;

    assertThat(MAPPER.readValue(json, Progress.class))
        .isEqualTo(new Progress(40, 1.5, 60.0).at("reelway-host-a").ofRendition("main"));
  }

  @Test
  void readsTheRenditionsOfABuildWithoutParts() {
    String json =
        """
        {"name":"main","weight":600.0,"stage":"encoding","begun":2.0,"ended":false}
        """;

    assertThat(MAPPER.readValue(json, RenditionProgress.class))
        .isEqualTo(new RenditionProgress("main", 600, Stage.ENCODING, 2, false));
  }

  @Test
  void theShareOfAPartSurvivesARoundTrip() {
    Progress part = Progress.of(40).ofRendition("main").ofShare(0.25);

    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(part), Progress.class)).isEqualTo(part);
  }

  @Test
  void thePartsOfARenditionSurviveARoundTrip() {
    RenditionProgress divided =
        new RenditionProgress("main", 600, Stage.ENCODING, 2, false, new Parts(0.5, 7));

    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(divided), RenditionProgress.class))
        .isEqualTo(divided);
  }
}
