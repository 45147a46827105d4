package io.reelway.fetch;

import io.reelway.failure.Heartbeat;
import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.media.Source;
import io.reelway.outbound.OutboundClient;
import io.reelway.outbound.OutboundClient.Answer;
import io.reelway.outbound.RefusedAddressException;
import io.reelway.stage.FetchStage;
import io.reelway.store.Delivery;
import io.reelway.store.JobLocations;
import io.reelway.store.Store;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** {@link FetchStage}: from the client's server straight into the store. */
public final class FetchActivity implements FetchStage {
  /** Answers that may be others in a moment. */
  private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429);

  /**
   * Attempts, over two minutes, after which a name that nobody knows is a mistake in the URL and
   * not trouble of the name service.
   */
  private static final int PATIENCE = 8;

  private final OutboundClient client;
  private final Store store;
  private final long inputLimit;

  /**
   * @param inputLimit bytes of the largest source that is accepted
   */
  public FetchActivity(OutboundClient client, Store store, long inputLimit) {
    this.client = client;
    this.store = store;
    this.inputLimit = inputLimit;
  }

  @Override
  public Source fetch(AcceptedJob job) {
    URI url = Objects.requireNonNull(job.request().sourceUrl(), "The job names a URL");
    return Heartbeat.during(
        heartbeat -> {
          try {
            return client.get(url, heartbeat::stopWith, answer -> store(job, answer));
          } catch (RefusedAddressException refused) {
            throw invalid("The host of the URL is not a public one.");
          } catch (UnknownHostException unknown) {
            throw Activity.getExecutionContext().getInfo().getAttempt() < PATIENCE
                ? unreachable(unknown)
                : invalid("There is no host of the name that the URL has.");
          } catch (SocketException
              | SocketTimeoutException
              | SSLException
              | NoHttpResponseException trouble) {
            throw unreachable(trouble);
          }
        });
  }

  private Source store(AcceptedJob job, Answer answer) throws IOException {
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
    long bytes =
        store.put(
            JobLocations.source(job.request().uploadId()),
            new LimitedStream(answer.content(), inputLimit),
            Delivery.INTERNAL);
    if (bytes == 0) {
      throw invalid("The file at the URL is empty.");
    }
    return new Source(job.source().filename(), answer.contentType(), bytes);
  }

  private static StageException unreachable(IOException cause) {
    return new StageException(
        ErrorCode.UNAVAILABLE, "The server of the URL cannot be reached.", cause);
  }

  private static StageException invalid(String sentence) {
    return new StageException(ErrorCode.INVALID_INPUT, sentence);
  }
}
