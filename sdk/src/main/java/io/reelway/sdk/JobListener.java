package io.reelway.sdk;

/** Receives the progress of a job during a wait. */
@FunctionalInterface
public interface JobListener {
  /** Ignores all events. */
  JobListener NONE = job -> {};

  /** The job has changed. Called on the waiting thread; an exception ends the wait. */
  void onChange(Job job);
}
