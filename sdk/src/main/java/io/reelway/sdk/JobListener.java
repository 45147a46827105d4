package io.reelway.sdk;

/** Is told how a job goes on while someone waits for it. */
@FunctionalInterface
public interface JobListener {
  /** Hears nothing. */
  JobListener NONE = job -> {};

  /** The job has changed. Called on the waiting thread; what it throws ends the wait. */
  void onChange(Job job);
}
