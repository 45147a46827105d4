package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Simultaneous requests share one read, and no request gets a read that began before it. */
class RequestCoalescerTest {
  private final List<Sinks.One<String>> looks = new ArrayList<>();
  private final RequestCoalescer<String, String> coalescer =
      new RequestCoalescer<>(key -> {
        Sinks.One<String> look = Sinks.one();
        looks.add(look);
        return look.asMono();
      });

  @Test
  void requestsDuringAReadShareTheNextRead() {
    CompletableFuture<String> first = ask("job");
    CompletableFuture<String> second = ask("job");
    CompletableFuture<String> third = ask("job");
    assertThat(looks).hasSize(1);

    looks.get(0).tryEmitValue("old");

    assertThat(first).isCompletedWithValue("old");
    assertThat(second).isNotDone();
    assertThat(looks).hasSize(2);
    looks.get(1).tryEmitValue("new");
    assertThat(second).isCompletedWithValue("new");
    assertThat(third).isCompletedWithValue("new");
    assertThat(looks).hasSize(2);
  }

  @Test
  void readsAgainForALaterRequest() {
    CompletableFuture<String> first = ask("job");
    looks.get(0).tryEmitValue("old");

    CompletableFuture<String> later = ask("job");

    assertThat(first).isCompletedWithValue("old");
    assertThat(later).isNotDone();
    assertThat(looks).hasSize(2);
  }

  @Test
  void requestsWithDifferentKeysDoNotWaitForEachOther() {
    List<CompletableFuture<String>> answers = List.of(ask("one"), ask("two"));

    assertThat(looks).hasSize(2);
    assertThat(answers).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void passesOnFailuresAndEmptyResults() {
    CompletableFuture<String> failed = ask("job");
    CompletableFuture<String> empty = ask("job");
    looks.get(0).tryEmitError(new IllegalStateException("as the test says"));
    looks.get(1).tryEmitEmpty();

    assertThat(failed).isCompletedExceptionally();
    assertThat(empty).isCompletedWithValue(null);
  }

  @Test
  void aReadThatCannotStartFailsAndTheNextOneStarts() {
    RequestCoalescer<String, String> broken =
        new RequestCoalescer<>(key -> {
          throw new IllegalStateException("as the test says");
        });

    assertThatThrownBy(() -> broken.ask("job").block()).hasMessage("as the test says");
    assertThatThrownBy(() -> broken.ask("job").block()).hasMessage("as the test says");
  }

  private CompletableFuture<String> ask(String key) {
    Mono<String> answer = coalescer.ask(key);
    return answer.toFuture();
  }
}
