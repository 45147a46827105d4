package io.reelway.api.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.catalog.LinkSecrets;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.SourceRef;
import io.reelway.plan.Presets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.scheduler.Schedulers;

/** Every process accepts signed links until they expire. */
class LinkSignaturesTest {
  private static final String JOB = "5c3a1b2e-0000-0000-0000-000000000001";
  private static final Instant NOW = Instant.ofEpochMilli(1_741_694_400_000L);

  private final FakeSecrets catalog = new FakeSecrets();

  @Test
  void anotherProcessAcceptsALinkEvenWhenBothCreatedASecretAtOnce() {
    LinkSignatures first = process("", NOW);
    LinkSignatures second = process("", NOW.plusSeconds(60));
    String early = query(first);
    catalog.secrets.addFirst(new byte[32]);
    LinkSignatures third = process("", NOW.plusSeconds(60));

    assertThat(check(second, early)).isTrue();
    assertThat(check(third, early)).isTrue();
    assertThat(check(second, query(third))).isTrue();
  }

  @Test
  void aLinkExpiresAfterAnHour() {
    String link = query(process("", NOW));

    assertThat(check(process("", NOW.plus(Duration.ofMinutes(59))), link)).isTrue();
    assertThat(check(process("", NOW.plus(Duration.ofMinutes(60))), link)).isFalse();
  }

  @Test
  void aSecretFromTheSettingsReplacesTheStoredOnes() {
    String link = query(process("of the settings", NOW));

    assertThat(check(process("of the settings", NOW), link)).isTrue();
    assertThat(check(process("another", NOW), link)).isFalse();
    assertThat(check(process("", NOW), link)).isFalse();
  }

  private LinkSignatures process(String secret, Instant now) {
    return new LinkSignatures(
        catalog,
        Optional.of(secret),
        Duration.ofHours(1),
        Clock.fixed(now, ZoneOffset.UTC),
        Schedulers.immediate());
  }

  @Test
  void aLinkIsValidOnlyForTheJobItWasSignedFor() {
    LinkSignatures process = process("", NOW);

    Caller bearer = Objects.requireNonNull(bearer(process, query(process)));

    assertThat(bearer.sees(job(NOW))).isTrue();
    assertThat(bearer.sees(job(NOW.plusMillis(1)))).isFalse();
  }

  private static AcceptedJob job(Instant createdAt) {
    return new AcceptedJob(
        JOB,
        "owner",
        new SourceRef.Uploaded("photo.jpg", "image/jpeg", 1),
        Presets.WEB,
        createdAt,
        JobRequest.PLAIN,
        List.of());
  }

  private static String query(LinkSignatures process) {
    return Objects.requireNonNull(process.query(job(NOW)).block());
  }

  private static boolean check(LinkSignatures process, String query) {
    return bearer(process, query) != null;
  }

  private static @Nullable Caller bearer(LinkSignatures process, String query) {
    MultiValueMap<String, String> parameters =
        UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
    return process.bearer(JOB, parameters).block();
  }

  /** Secrets shared by all processes. */
  private static final class FakeSecrets implements LinkSecrets {
    private final List<byte[]> secrets = new ArrayList<>();

    @Override
    public List<byte[]> all() {
      return List.copyOf(secrets);
    }

    @Override
    public void add(byte[] secret) {
      secrets.add(secret);
    }
  }
}
