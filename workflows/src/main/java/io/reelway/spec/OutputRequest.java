package io.reelway.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A further output of a job.
 *
 * @param name unique within the job: 1 to 32 lower-case letters, digits and dashes
 * @param type what it is: {@code image}, {@code audio} or {@code video}
 * @param options what is asked of it
 * @param at for an image: seconds of the source, 0 or more; {@code null}: the server chooses
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OutputRequest(String name, String type, JobOptions options, @Nullable Double at) {
  public OutputRequest {
    options = Objects.requireNonNullElse(options, JobOptions.NONE);
  }
}
