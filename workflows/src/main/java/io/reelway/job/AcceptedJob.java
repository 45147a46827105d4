package io.reelway.job;

import io.reelway.plan.Preset;
import java.time.Instant;
import java.util.List;

/**
 * A job as it was accepted: everything the workflow needs to know of the request.
 *
 * @param id job id and workflow id
 * @param owner a word for the key that made it, which tells nothing about the key; empty when no
 *     keys were needed
 * @param source where its file is
 * @param preset what is wanted of it, resolved when the job was accepted
 * @param createdAt when the request was accepted
 * @param request how it was asked for
 * @param warnings sentences for the client about the request itself
 */
public record AcceptedJob(
    String id,
    String owner,
    SourceRef source,
    Preset preset,
    Instant createdAt,
    JobRequest request,
    List<String> warnings) {
  public AcceptedJob {
    warnings = List.copyOf(warnings);
  }

  /** Returns a copy with the source that was fetched for it. */
  public AcceptedJob with(SourceRef.Uploaded fetched) {
    return new AcceptedJob(id, owner, fetched, preset, createdAt, request, warnings);
  }
}
