package io.reelway.cli;

import io.reelway.sdk.Job;
import java.util.OptionalLong;

/** Shows how the files go on. */
interface Display extends AutoCloseable {
  /** So many files are to come. */
  void expect(int files);

  /** A file has its turn. */
  Row begin(Input input);

  @Override
  void close();

  /** One file. */
  interface Row extends AutoCloseable {
    void uploading(long bytes, OptionalLong total);

    void changed(Job job);

    void end(Outcome outcome);

    @Override
    void close();
  }
}
