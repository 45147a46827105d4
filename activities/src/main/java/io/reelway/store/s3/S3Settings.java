package io.reelway.store.s3;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bucket and how to reach it.
 *
 * @param bucket its name; empty: no S3
 * @param prefix prefix of all object keys, ends with a slash; empty: the whole bucket
 * @param region region that requests are signed for
 * @param endpoint a server other than Amazon's
 * @param publicEndpoint the address of that server for clients, if it differs
 * @param pathStyle whether the bucket is in the path instead of the host name
 * @param accessKey credentials; empty: the default chain of the SDK applies
 * @param secretKey the secret of the access key
 * @param connections maximum number of open connections, at least {@value #FEWEST_CONNECTIONS};
 *     requests beyond that wait for one
 */
public record S3Settings(
    Optional<String> bucket,
    String prefix,
    String region,
    Optional<URI> endpoint,
    Optional<URI> publicEndpoint,
    boolean pathStyle,
    Optional<String> accessKey,
    Optional<String> secretKey,
    int connections) {
  private static final int FEWEST_CONNECTIONS = 2;
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private static final Pattern PREFIX = Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*");

  public S3Settings {
    prefix = prefix.isBlank() || prefix.endsWith("/") ? prefix.strip() : prefix + "/";
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "reelway.store.s3.prefix is '"
              + prefix
              + "'; write words of letters, digits, dots, dashes and underscores, divided by"
              + " slashes, e.g. reelway/");
    }
    // An empty value in a file or a variable means: not set.
    bucket = bucket.filter(name -> !name.isBlank());
    endpoint = endpoint.filter(url -> !url.toString().isBlank());
    publicEndpoint = publicEndpoint.filter(url -> !url.toString().isBlank());
    accessKey = accessKey.filter(key -> !key.isBlank());
    secretKey = secretKey.filter(key -> !key.isBlank());
    bucket.ifPresent(name -> {
      if (!BUCKET.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "reelway.store.s3.bucket is '"
                + name
                + "'; a bucket name has 3 to 63 lower-case letters, digits, dots and dashes");
      }
    });
    if (region.isBlank()) {
      throw new IllegalArgumentException(
          "reelway.store.s3.region is empty; write the bucket's region, or us-east-1 for servers"
              + " that have none");
    }
    if (connections < FEWEST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "reelway.store.s3.connections is "
              + connections
              + "; write "
              + FEWEST_CONNECTIONS
              + " or more, e.g. 50");
    }
    if (accessKey.isPresent() != secretKey.isPresent()) {
      throw new IllegalArgumentException(
          "Only one of reelway.store.s3.access-key and reelway.store.s3.secret-key is set; set"
              + " both, or neither to use the SDK's default credential chain");
    }
  }

  @Override
  public String toString() {
    return "S3Settings[bucket=" + bucket + ", prefix=" + prefix + ", endpoint=" + endpoint + "]";
  }
}
