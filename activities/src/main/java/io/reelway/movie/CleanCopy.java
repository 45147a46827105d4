package io.reelway.movie;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A copy of a file with parts overwritten. Not thread-safe. */
final class CleanCopy implements AutoCloseable {
  private static final int BLOCK = 1 << 16;
  private static final long STEP = 32L << 20;

  private final FileChannel channel;
  private final OriginalVideo.Checkpoint checkpoint;

  private CleanCopy(FileChannel channel, OriginalVideo.Checkpoint checkpoint) {
    this.channel = channel;
    this.checkpoint = checkpoint;
  }

  /** Copies all of a file; the caller closes the copy. */
  static CleanCopy of(Path source, Path target, OriginalVideo.Checkpoint checkpoint)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            target,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try (FileChannel from = FileChannel.open(source)) {
      for (long done = 0; done < from.size(); ) {
        checkpoint.pass();
        long moved = from.transferTo(done, Math.min(STEP, from.size() - done), channel);
        if (moved <= 0) {
          throw new EOFException("The source has become shorter");
        }
        done += moved;
      }
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
    return new CleanCopy(channel, checkpoint);
  }

  /** Throws an exception when the work must stop. */
  void checkpoint() throws IOException {
    checkpoint.pass();
  }

  /** Overwrites a range with zeros. */
  void zero(long at, long length) throws IOException {
    for (long done = 0; done < length; done += BLOCK) {
      checkpoint.pass();
      put(at + done, new byte[(int) Math.min(BLOCK, length - done)]);
    }
  }

  void put(long at, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position());
    }
  }

  void put(long at, int value) throws IOException {
    put(at, new byte[] {(byte) value});
  }

  void cutOffAt(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
