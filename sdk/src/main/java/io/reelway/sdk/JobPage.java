package io.reelway.sdk;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list of jobs, newest first.
 *
 * @param jobs the jobs of this page
 * @param nextCursor cursor of the next page; empty on the last
 */
public record JobPage(List<Job> jobs, Optional<String> nextCursor) {
  static JobPage of(JsonObject json) {
    return new JobPage(
        json.objects("items").stream().map(Job::of).toList(), json.text("nextCursor"));
  }
}
