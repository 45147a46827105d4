package io.reelway.api.workers;

import io.temporal.worker.WorkerFactory;

/** Registers the workers of a role with the factory of this process. */
@FunctionalInterface
interface WorkerRegistration {
  /** Registers workers before the factory starts. */
  void register(WorkerFactory factory);
}
