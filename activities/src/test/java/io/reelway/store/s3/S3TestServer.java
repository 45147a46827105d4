package io.reelway.store.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/** A real S3 server within the test JVM: checks signatures, keeps its objects in a directory. */
public final class S3TestServer implements AutoCloseable {
  private static final String ACCESS_KEY = "reelway-access";
  private static final String SECRET_KEY = "reelway-secret";

  private final BlobStoreContext context;
  private final S3Proxy server;

  private S3TestServer(BlobStoreContext context, S3Proxy server) {
    this.context = context;
    this.server = server;
  }

  /** Starts one with these buckets. */
  public static S3TestServer start(Path directory, String... buckets) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", directory.toString());
    BlobStoreContext context =
        ContextBuilder.newBuilder("filesystem-nio2")
            .credentials(ACCESS_KEY, SECRET_KEY)
            .overrides(properties)
            .build(BlobStoreContext.class);
    for (String bucket : buckets) {
      context.getBlobStore().createContainerInLocation(null, bucket);
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    server.start();
    return new S3TestServer(context, server);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** How to reach a bucket of it. */
  public S3Settings settings(String bucket) {
    return new S3Settings(
        Optional.of(bucket),
        "us-east-1",
        Optional.of(endpoint()),
        Optional.empty(),
        true,
        Optional.of(ACCESS_KEY),
        Optional.of(SECRET_KEY));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The S3 server does not stop", e);
    } finally {
      context.close();
    }
  }
}
