package io.reelway.api;

import io.reelway.stage.TaskQueues;
import java.util.UUID;

/**
 * The unique id of one run of this process. It changes with every start, because the scratch files
 * of a run end with it.
 */
public record ProcessIdentity(String id) {
  public static ProcessIdentity random() {
    return new ProcessIdentity(UUID.randomUUID().toString());
  }

  public String taskQueue() {
    return TaskQueues.ofHost(id);
  }
}
