package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import io.reelway.plan.Presets;
import io.reelway.spec.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which preset a request means, also when it is repeated under its key. */
@Timeout(60)
class SubmittedPresetsTest {
  private static final Preset TV =
      new Preset(
          "tv",
          3840,
          90,
          20,
          12_000,
          192,
          Presets.WEB.imageStrategies(),
          Presets.WEB.videoStrategies());

  @TempDir private Path folder;
  private SubmitService service;

  @BeforeEach
  void open() throws IOException {
    service = new SubmitService(folder);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void aJobCarriesTheRequestedPreset() throws IOException {
    service.restart("mobile", List.of(Presets.MOBILE, TV));

    assertThat(service.submit("tv").job().preset()).isEqualTo(TV);
    assertThat(service.submit("tv").warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unheard-of"})
  void anUnknownOrMissingPresetMeansTheDefault(String name) throws IOException {
    service.restart("mobile", List.of(Presets.MOBILE, TV));

    JobSnapshot accepted = service.submit(name);

    assertThat(accepted.job().preset()).isEqualTo(Presets.MOBILE);
    assertThat(accepted.warnings())
        .isEqualTo(
            name.isEmpty()
                ? List.of()
                : List.of("There is no preset with the requested name; mobile was used."));
  }

  /** The client cannot know that the operator has changed the presets. */
  @ParameterizedTest
  @ValueSource(strings = {"", "tv", "unheard-of"})
  void anIdenticalRequestGetsItsJobAfterItsPresetHasChanged(String name) throws IOException {
    service.restart("tv", List.of(TV));
    JobSnapshot first = service.submit(name);
    service.restart("web", List.of(Presets.WEB, wider(TV)));

    assertThat(service.submit(name)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"'', tv", "tv, ''", "unheard-of, tv", "'', unheard-of"})
  void anEquivalentRequestGetsItsJob(String words, String others) throws IOException {
    service.restart("tv", List.of(TV));
    JobSnapshot first = service.submit(words);
    service.restart("tv", List.of(Presets.WEB, TV));

    assertThat(service.submit(others)).isEqualTo(first);
  }

  @Test
  void aDifferentRequestWithTheSameKeyIsRefused() throws IOException {
    service.restart("tv", List.of(TV));
    service.submit("");
    service.restart("tv", List.of(wider(TV)));

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> service.submit("tv"))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH));
  }

  private static Preset wider(Preset preset) {
    return new Preset(
        preset.name(),
        preset.maxWidth() + 1,
        preset.imageQuality(),
        preset.videoCrf(),
        preset.videoBitrateKbps(),
        preset.audioBitrateKbps(),
        preset.imageStrategies(),
        preset.videoStrategies());
  }
}
