/**
 * Java client of the Reelway API. Begin with {@link io.reelway.sdk.ReelwayClient}:
 *
 * <pre>{@code
 * ReelwayClient reelway = ReelwayClient.of(URI.create("http://localhost:8080"));
 * AcceptedJob accepted = reelway.submitJob(Path.of("clip.mp4"));
 * Job job = reelway.waitForJob(accepted.id(), Duration.ofMinutes(10));
 * reelway.download(job.id(), Path.of(job.resultOrThrow().filename()));
 * }</pre>
 *
 * <p>All types are immutable and safe for use by several threads. Every failure is a {@link
 * io.reelway.sdk.ReelwayException}. Unknown members of answers are ignored, so an older client
 * works with a newer server.
 */
@NullMarked
package io.reelway.sdk;

import org.jspecify.annotations.NullMarked;
