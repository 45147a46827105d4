package io.reelway.sdk;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Appends the body of an answer to a partial file; bytes received before a failure stay there. */
final class FileSubscriber implements BodySubscriber<FileSubscriber.End> {
  private final PartialFile file;
  private final Watch watch;
  private final TransferListener listener;
  private final OptionalLong total;
  private final boolean fromStart;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private volatile @Nullable Subscription subscription;

  /** The result of the transfer. */
  record End(Optional<IOException> localFailure) {}

  /**
   * @param fromStart whether the body is the whole file, not what comes after the bytes so far
   */
  FileSubscriber(
      PartialFile file,
      boolean fromStart,
      Watch watch,
      TransferListener listener,
      OptionalLong total) {
    this.fromStart = fromStart;
    this.file = file;
    this.watch = watch;
    this.listener = listener;
    this.total = total;
  }

  @Override
  public CompletionStage<End> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    if (fromStart) {
      write(subscription, file::restart);
    }
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    Subscription flow = Objects.requireNonNull(subscription);
    write(flow, () -> file.append(buffers));
    watch.moved();
    listener.onBytes(file.size(), total);
    flow.request(1);
  }

  private void write(Subscription flow, Writing writing) {
    synchronized (file) {
      if (end.isDone()) {
        return;
      }
      try {
        writing.run();
      } catch (IOException e) {
        flow.cancel();
        end.complete(new End(Optional.of(e)));
      }
    }
  }

  @Override
  public void onError(Throwable broken) {
    end.completeExceptionally(broken);
  }

  @Override
  public void onComplete() {
    end.complete(new End(Optional.empty()));
  }

  /** Ignores all further bytes, because the next answer writes now. */
  void stop() {
    synchronized (file) {
      end.cancel(false);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }
}
