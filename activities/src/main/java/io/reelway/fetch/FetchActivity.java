package io.reelway.fetch;

import io.reelway.failure.Heartbeat;
import io.reelway.failure.RetryLater;
import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.SourceRef;
import io.reelway.outbound.CallQuota;
import io.reelway.outbound.CallQuota.CallPermit;
import io.reelway.outbound.OutboundClient;
import io.reelway.outbound.OutboundClient.Answer;
import io.reelway.stage.FetchStage;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.Store;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/** {@link FetchStage}: from the client's server straight into the store. */
public final class FetchActivity implements FetchStage {
  /** Answers that may be others in a moment. */
  private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429);

  /** About three quarters of an hour: the server is not ours to wait for longer. */
  private static final int ATTEMPTS = 30;

  private final OutboundClient client;
  private final CallQuota quota;
  private final Store store;
  private final long inputLimit;

  /**
   * @param quota for fetches only
   * @param inputLimit bytes of the largest source that is accepted
   */
  public FetchActivity(OutboundClient client, CallQuota quota, Store store, long inputLimit) {
    this.client = client;
    this.quota = quota;
    this.store = store;
    this.inputLimit = inputLimit;
  }

  @Override
  public SourceRef.Uploaded fetch(AcceptedJob job) {
    if (!(job.source() instanceof SourceRef.Remote remote)) {
      throw new IllegalArgumentException("The source of job " + job.id() + " is in the store");
    }
    URI url = remote.url();
    int attempt = RetryLater.attempt();
    CallPermit permit = quota.begin(job.owner(), url).orElseThrow(RetryLater::failure);
    try {
      return Heartbeat.during(
          heartbeat -> fetch(job, url, heartbeat, new SourceServerFailure(attempt)));
    } catch (ApplicationFailure failure) {
      if (attempt >= ATTEMPTS) {
        failure.setNonRetryable(true);
      }
      throw failure;
    } finally {
      permit.end();
    }
  }

  private SourceRef.Uploaded fetch(
      AcceptedJob job, URI url, Heartbeat heartbeat, SourceServerFailure trouble)
      throws IOException {
    try {
      return client.get(url, heartbeat::stopWith, answer -> store(job, answer, trouble));
    } catch (UncheckedIOException ours) {
      throw Objects.requireNonNull(ours.getCause());
    } catch (IOException theirs) {
      throw trouble.of(theirs);
    }
  }

  private SourceRef.Uploaded store(AcceptedJob job, Answer answer, SourceServerFailure trouble) {
    if (TRY_AGAIN.contains(answer.status()) || answer.status() >= 500) {
      throw new StageException(
          ErrorCode.UNAVAILABLE, "The server of the URL answers with " + answer.status() + ".");
    }
    if (answer.status() != 200) {
      throw invalid(
          "The server of the URL answers with "
              + answer.status()
              + " instead of a file; redirects are not followed.");
    }
    long bytes = put(job, new LimitedStream(answer.content(), inputLimit, trouble));
    if (bytes == 0) {
      throw invalid("The file at the URL is empty.");
    }
    return new SourceRef.Uploaded(job.source().filename(), answer.contentType(), bytes);
  }

  /** Separates failures of the store, by their type, from failures of the server. */
  private long put(AcceptedJob job, LimitedStream content) {
    try {
      return store.put(JobLocations.source(job.id()), content, Delivery.INTERNAL);
    } catch (IOException ours) {
      throw new UncheckedIOException(ours);
    }
  }

  private static StageException invalid(String sentence) {
    return new StageException(ErrorCode.INVALID_INPUT, sentence);
  }
}
