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
 * <p>All types are immutable and safe for use by several threads. Whatever goes wrong is a {@link
 * io.reelway.sdk.ReelwayException}. Members of answers that this version does not know are ignored,
 * so an older client goes on working with a newer server.
 */
@NullMarked
package io.reelway.sdk;

import org.jspecify.annotations.NullMarked;
