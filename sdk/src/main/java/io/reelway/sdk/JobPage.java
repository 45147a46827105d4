package io.reelway.sdk;

import java.util.List;
import java.util.Optional;

/**
 * Some jobs of a list, newest first.
 *
 * @param jobs this page
 * @param nextCursor where the next page begins; empty on the last
 */
public record JobPage(List<Job> jobs, Optional<String> nextCursor) {
  static JobPage of(JsonObject json) {
    return new JobPage(
        json.objects("items").stream().map(Job::of).toList(), json.text("nextCursor"));
  }
}
