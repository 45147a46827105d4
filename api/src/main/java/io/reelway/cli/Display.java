package io.reelway.cli;

import io.reelway.sdk.Job;
import java.util.OptionalLong;

/** Shows the progress of the files. */
interface Display extends AutoCloseable {
  /** Announces the number of files to come. */
  void expect(int files);

  /** Begins the display of a file whose turn has come. */
  Row begin(Input input);

  @Override
  void close();

  /** The display of one file. */
  interface Row extends AutoCloseable {
    void uploading(long bytes, OptionalLong total);

    void changed(Job job);

    void end(Outcome outcome);

    @Override
    void close();
  }
}
