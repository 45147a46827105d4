package io.reelway.api;

import io.reelway.api.access.AccessSettings;
import io.reelway.api.connections.ConnectionSettings;
import io.reelway.api.engine.DevServerSettings;
import io.reelway.api.engine.EngineChoice;
import io.reelway.api.engine.TemporalSettings;
import io.reelway.api.keys.ApiKey;
import io.reelway.api.optimize.OptimizeSettings;
import io.reelway.api.roles.Role;
import io.reelway.catalog.sql.DatabaseSettings;
import io.reelway.ffmpeg.FfmpegSettings;
import io.reelway.media.ByteSize;
import io.reelway.outbound.OutboundSettings;
import io.reelway.planning.EncodeLimits;
import io.reelway.planning.SegmentSettings;
import io.reelway.probe.ProbeLimits;
import io.reelway.store.RetentionSettings;
import io.reelway.store.s3.S3Settings;
import io.reelway.webhook.WebhookSettings;
import io.reelway.worker.WorkerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Every setting of Reelway. {@code application.yaml} has the defaults, docs/configuration.md
 * describes them.
 *
 * @param data directory for all local data
 * @param roles the roles of this process
 * @param engine which workflow engine is used
 * @param publicUrl scheme, host, port and path that clients use, if those of the request are wrong
 * @param keys API keys; empty: no key is needed
 * @param access which hosts, browser origins and proxies are accepted
 * @param presets a YAML file with more presets; {@code null}: none
 * @param signingSecret secret that signs download links; empty: generated once and kept in the
 *     catalog
 * @param temporal the Temporal cluster
 * @param devServer the dev server as a child process
 * @param database the database of the records
 * @param store the store of the files
 * @param retention how long data is kept
 * @param limits limits of files, jobs and time
 * @param segments how long videos are divided
 * @param connections of clients
 * @param optimize the synchronous route
 * @param outbound limits of calls to other servers
 * @param webhook the webhook
 * @param ffmpeg the encoder
 * @param worker the capacity of this worker
 */
@ConfigurationProperties("reelway")
public record ReelwaySettings(
    Path data,
    Set<Role> roles,
    EngineChoice engine,
    Optional<URI> publicUrl,
    List<ApiKey> keys,
    AccessSettings access,
    @Nullable Path presets,
    Optional<String> signingSecret,
    TemporalSettings temporal,
    DevServerSettings devServer,
    DatabaseSettings database,
    StoreSettings store,
    RetentionSettings retention,
    Limits limits,
    SegmentSettings segments,
    ConnectionSettings connections,
    OptimizeSettings optimize,
    OutboundSettings outbound,
    WebhookSettings webhook,
    FfmpegSettings ffmpeg,
    WorkerSettings worker) {
  public ReelwaySettings {
    keys = List.copyOf(keys);
    publicUrl = publicUrl.filter(url -> !url.toString().isBlank());
    if (publicUrl.isPresent()
        && (publicUrl.get().getScheme() == null || publicUrl.get().getRawAuthority() == null)) {
      throw new IllegalArgumentException(
          "reelway.public-url is "
              + publicUrl.get()
              + "; write a scheme and a host, e.g. https://media.example.org");
    }
    presets = presets == null || presets.toString().isBlank() ? null : presets;
    if (roles.isEmpty()) {
      throw new IllegalArgumentException(
          "reelway.roles is empty; write api, worker, or api,worker");
    }
    if (store.s3().bucket().isPresent() && optimize.streams() >= store.s3().connections()) {
      throw new IllegalArgumentException(
          "reelway.optimize.streams is "
              + optimize.streams()
              + " and reelway.store.s3.connections is "
              + store.s3().connections()
              + "; write fewer streams than connections, so that uploads always find one");
    }
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /**
   * The store.
   *
   * @param directory directory for files if there is no bucket
   * @param linkValidity how long a signed link is valid
   * @param s3 a bucket to use instead
   */
  public record StoreSettings(Path directory, Duration linkValidity, S3Settings s3) {}

  /**
   * The limits.
   *
   * @param input size of the largest file that is accepted
   * @param uploadPause how long an upload may stall
   * @param jobsInFlight maximum number of unfinished jobs
   * @param freeSpace bytes that stay free on the disks of a local store and of scratch
   * @param probe limits of a file
   * @param encode time limits of encoders
   */
  public record Limits(
      ByteSize input,
      Duration uploadPause,
      int jobsInFlight,
      ByteSize freeSpace,
      ProbeLimits probe,
      EncodeLimits encode) {
    public Limits {
      if (input.bytes() < 1) {
        throw new IllegalArgumentException(
            "reelway.limits.input is " + input + "; write a size above zero, e.g. 5 GiB");
      }
      if (uploadPause.toMillis() < 1) {
        throw new IllegalArgumentException(
            "reelway.limits.upload-pause is "
                + uploadPause
                + "; write a duration above zero, e.g. 60s");
      }
      if (jobsInFlight < 1) {
        throw new IllegalArgumentException(
            "reelway.limits.jobs-in-flight is " + jobsInFlight + "; write 1 or more, e.g. 50000");
      }
    }
  }
}
