package io.reelway.api.engine;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connection options that Temporal's starter has no setting for: the time limit of a call, and a
 * private certificate authority.
 *
 * @param certificate PEM chain of the client certificate; {@code null}: none
 * @param key its PKCS#8 key
 */
public record TemporalConnection(
    TemporalSettings settings, @Nullable Path certificate, @Nullable Path key) {

  /** Maximum pause between two attempts to reconnect. */
  private static final Duration RECONNECT = Duration.ofMillis(500);

  /** Adds these options to those of the starter. */
  public WorkflowServiceStubsOptions.Builder apply(WorkflowServiceStubsOptions.Builder options) {
    options
        .setRpcTimeout(settings.timeout())
        .setRpcQueryTimeout(settings.timeout())
        .setConnectionBackoffResetFrequency(RECONNECT)
        .addGrpcClientInterceptor(new WaitForReadyInterceptor());
    Path authority = settings.caFile();
    if (authority != null) {
      options.setSslContext(trusting(authority));
    }
    return options;
  }

  private SslContext trusting(Path authority) {
    try {
      if (certificate == null || key == null) {
        return SimpleSslContextBuilder.noKeyOrCertChain()
            .setTrustManager(trustManager(authority))
            .build();
      }
      try (InputStream chain = Files.newInputStream(certificate);
          InputStream secret = Files.newInputStream(key)) {
        return SimpleSslContextBuilder.forPKCS8(chain, secret)
            .setTrustManager(trustManager(authority))
            .build();
      }
    } catch (IOException | GeneralSecurityException broken) {
      throw new IllegalArgumentException(
          "reelway.temporal.ca-file is "
              + authority
              + "; it, or the client certificate beside it, cannot be used: "
              + broken.getMessage(),
          broken);
    }
  }

  private static TrustManager trustManager(Path authority)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    int number = 0;
    for (Certificate one : PemFile.certificates("reelway.temporal.ca-file", authority)) {
      trusted.setCertificateEntry("authority-" + number++, one);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers()[0];
  }
}
