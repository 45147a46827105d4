package io.reelway.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.store.Location;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's policy must name the origin of signed links in advance. */
class S3ClientsTest {
  @ParameterizedTest
  @CsvSource({
    ",                       ,                     false, https://media.s3.eu-west-1.amazonaws.com",
    ",                       ,                     true,  https://s3.eu-west-1.amazonaws.com",
    "http://minio:9000,      ,                     true,  http://minio:9000",
    "http://minio:9000,      https://cdn.example,  true,  https://cdn.example",
    "https://objects.example,,                     false, https://media.objects.example"
  })
  void thePublicUrlHasTheOriginOfSignedLinks(
      @Nullable URI endpoint, @Nullable URI publicEndpoint, boolean pathStyle, String origin)
      throws Exception {
    S3Settings settings =
        new S3Settings(
            Optional.of("media"),
            "",
            "eu-west-1",
            Optional.ofNullable(endpoint),
            Optional.ofNullable(publicEndpoint),
            pathStyle,
            Optional.of("key"),
            Optional.of("secret"),
            50);

    try (S3Store store = S3Clients.store(settings)) {
      URI link = store.presign(new Location("jobs/1/output/a.webp"), Duration.ofHours(1)).get();

      assertThat(origin(S3Clients.publicUrl(settings))).isEqualTo(origin).isEqualTo(origin(link));
    }
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getAuthority();
  }
}
