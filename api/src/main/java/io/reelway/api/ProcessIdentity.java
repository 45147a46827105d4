package io.reelway.api;

import io.reelway.stage.TaskQueues;
import java.util.UUID;

/**
 * The name of this process, which no other has and which it does not keep: what lay on its scratch
 * is gone when it is.
 */
public record ProcessIdentity(String id) {
  public static ProcessIdentity random() {
    return new ProcessIdentity(UUID.randomUUID().toString());
  }

  public String taskQueue() {
    return TaskQueues.ofHost(id);
  }
}
