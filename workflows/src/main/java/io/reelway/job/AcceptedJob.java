package io.reelway.job;

import io.reelway.spec.Preset;
import java.time.Instant;
import java.util.List;

/**
 * An accepted job: everything that the workflow needs from the request.
 *
 * @param id job id and workflow id
 * @param owner owner id derived from the key, which does not reveal the key; empty if no keys are
 *     set
 * @param source where the source is
 * @param preset the preset, resolved when the job was accepted
 * @param createdAt when the request was accepted
 * @param request the parts of the request that matter later
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

  /** Returns a copy with the fetched source. */
  public AcceptedJob with(SourceRef.Uploaded fetched) {
    return new AcceptedJob(id, owner, fetched, preset, createdAt, request, warnings);
  }

  /**
   * Returns a copy without what only its client needs: labels, webhook and warnings. It keeps
   * histories small that repeat the job often.
   */
  public AcceptedJob withoutRequest() {
    return new AcceptedJob(id, owner, source, preset, createdAt, JobRequest.PLAIN, List.of());
  }
}
