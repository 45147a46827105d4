package io.reelway.api.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The links to the outputs of a job.
 *
 * @param main the {@code downloadUrl} of the job; {@code null} until it is done
 * @param further the links of the further outputs by their names; those that are not made have none
 */
public record JobLinks(@Nullable String main, Map<String, String> further) {
  /** A job without an output. */
  public static final JobLinks NONE = new JobLinks(null, Map.of());

  public JobLinks {
    further = Map.copyOf(further);
  }
}
