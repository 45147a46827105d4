package io.reelway.api.workers;

/** Registers the workers of a role with the factories of this process. */
@FunctionalInterface
interface WorkerRegistration {
  /** Registers workers before the factories start. */
  void register(WorkerFactories factories);
}
