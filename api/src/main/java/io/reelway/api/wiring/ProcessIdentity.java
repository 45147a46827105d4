package io.reelway.api.wiring;

import io.reelway.stage.TaskQueues;
import java.util.UUID;

/**
 * The name of this process, which no other has and which it does not keep: what lay on its scratch
 * is gone when it is.
 */
record ProcessIdentity(String id) {
  static ProcessIdentity random() {
    return new ProcessIdentity(UUID.randomUUID().toString());
  }

  String taskQueue() {
    return TaskQueues.ofHost(id);
  }
}
