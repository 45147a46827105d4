package io.reelway.fetch;

import io.reelway.failure.Heartbeat;
import io.reelway.failure.LaterTurn;
import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.SourceRef;
import io.reelway.outbound.OutboundClient;
import io.reelway.outbound.OutboundClient.Answer;
import io.reelway.outbound.Turns;
import io.reelway.outbound.Turns.Turn;
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
  private final Turns turns;
  private final Store store;
  private final long inputLimit;

  /**
   * @param turns of fetches alone
   * @param inputLimit bytes of the largest source that is accepted
   */
  public FetchActivity(OutboundClient client, Turns turns, Store store, long inputLimit) {
    this.client = client;
    this.turns = turns;
    this.store = store;
    this.inputLimit = inputLimit;
  }

  @Override
  public SourceRef.Uploaded fetch(AcceptedJob job) {
    if (!(job.source() instanceof SourceRef.Remote remote)) {
      throw new IllegalArgumentException("The source of job " + job.id() + " is in the store");
    }
    URI url = remote.url();
    int attempt = LaterTurn.attempt();
    Turn turn = turns.begin(job.owner(), url).orElseThrow(LaterTurn::failure);
    try {
      return Heartbeat.during(heartbeat -> fetch(job, url, heartbeat, new SourceTrouble(attempt)));
    } catch (ApplicationFailure failure) {
      if (attempt >= ATTEMPTS) {
        failure.setNonRetryable(true);
      }
      throw failure;
    } finally {
      turn.end();
    }
  }

  private SourceRef.Uploaded fetch(
      AcceptedJob job, URI url, Heartbeat heartbeat, SourceTrouble trouble) throws IOException {
    try {
      return client.get(url, heartbeat::stopWith, answer -> store(job, answer, trouble));
    } catch (UncheckedIOException ours) {
      throw Objects.requireNonNull(ours.getCause());
    } catch (IOException theirs) {
      throw trouble.of(theirs);
    }
  }

  private SourceRef.Uploaded store(AcceptedJob job, Answer answer, SourceTrouble trouble) {
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

  /** Trouble of the store is told apart from trouble of the server by its type. */
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
