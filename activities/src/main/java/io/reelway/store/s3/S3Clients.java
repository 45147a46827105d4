package io.reelway.store.s3;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3Utilities;
import software.amazon.awssdk.services.s3.model.GetUrlRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes the SDK's clients from settings. */
public final class S3Clients {
  private S3Clients() {}

  /**
   * The store in the bucket of these settings.
   *
   * @throws IllegalStateException without a bucket
   */
  public static S3Store store(S3Settings settings) {
    return store(settings, client(settings));
  }

  /** Creates a store with a given client, which the store closes. */
  static S3Store store(S3Settings settings, S3AsyncClient client) {
    return new S3Store(
        settings.bucket().orElseThrow(),
        new KeyPrefix(settings.prefix()),
        client,
        presigner(settings));
  }

  /** The address of the bucket for clients; signed links begin with it. */
  public static URI publicUrl(S3Settings settings) {
    S3Utilities.Builder builder =
        S3Utilities.builder()
            .region(Region.of(settings.region()))
            .s3Configuration(addressing(settings));
    GetUrlRequest.Builder object =
        GetUrlRequest.builder().bucket(settings.bucket().orElseThrow()).key("any");
    settings.publicEndpoint().or(settings::endpoint).ifPresent(object::endpoint);
    return URI.create(builder.build().getUrl(object.build()).toString());
  }

  static S3AsyncClient client(S3Settings settings) {
    var builder =
        S3AsyncClient.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .forcePathStyle(settings.pathStyle())
            // Newer SDKs add checksum trailers that many S3-compatible servers refuse.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .multipartEnabled(true)
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder().maxConcurrency(settings.connections()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static S3Presigner presigner(S3Settings settings) {
    Optional<URI> endpoint = settings.publicEndpoint().or(settings::endpoint);
    var builder =
        S3Presigner.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .serviceConfiguration(addressing(settings));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static S3Configuration addressing(S3Settings settings) {
    return S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build();
  }

  private static AwsCredentialsProvider credentials(S3Settings settings) {
    return settings.accessKey().isPresent()
        ? StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                settings.accessKey().get(), settings.secretKey().orElseThrow()))
        : DefaultCredentialsProvider.builder().build();
  }
}
