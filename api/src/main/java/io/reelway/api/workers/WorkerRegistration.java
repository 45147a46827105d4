package io.reelway.api.workers;

import io.temporal.worker.WorkerFactory;

/** What a role serves: registers its workers with the one factory of this process. */
@FunctionalInterface
interface WorkerRegistration {
  /** Registers workers; the factory has not started. */
  void register(WorkerFactory factory);
}
