package io.reelway.outbound;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks hosts up on threads of its own, and for a short time only. A lookup cannot be interrupted,
 * and it holds the carrier of a virtual thread: name servers that answer late would stop all
 * requests that read or write a store.
 */
final class HostLookup {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_AT_ONCE = 8;

  private static final Executor LOOKUPS =
      new ThreadPoolExecutor(
          0,
          MOST_AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("host-lookup-", 0).factory());

  private HostLookup() {}

  /**
   * Whether a host has a private address. {@code false} if the name does not resolve, or not in
   * time.
   */
  static boolean isKnownAsPrivate(String host) {
    try {
      return CompletableFuture.supplyAsync(() -> hasPrivateAddress(host), LOOKUPS)
          .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (RejectedExecutionException allThreadsWait) {
      return false;
    }
  }

  private static boolean hasPrivateAddress(String host) {
    try {
      AddressGuard.publicAddresses(host);
      return false;
    } catch (RefusedAddressException privateAddress) {
      return true;
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
