package io.reelway.sdk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * An incomplete download: bytes are appended to a temporary file beside the target, with a running
 * checksum. The target appears only when it is complete; closing removes an unpublished file.
 */
final class PartialFile implements Closeable {
  private final Path target;
  private final Path partial;
  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private long size;

  private PartialFile(Path target, Path partial) throws IOException {
    this.target = target;
    this.partial = partial;
    this.channel =
        FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  static PartialFile beside(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    String name = "." + absolute.getFileName() + "." + UUID.randomUUID() + ".part";
    return new PartialFile(absolute, absolute.resolveSibling(name));
  }

  synchronized long size() {
    return size;
  }

  synchronized void append(List<ByteBuffer> buffers) throws IOException {
    for (ByteBuffer buffer : buffers) {
      digest.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        size += channel.write(buffer);
      }
    }
  }

  /** Discards all bytes. */
  synchronized void restart() throws IOException {
    channel.truncate(0);
    digest.reset();
    size = 0;
  }

  /** The checksum of all bytes, 64 hexadecimal digits. No bytes may follow. */
  synchronized String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Renames the file to its target, replacing an existing file. */
  synchronized void publish() throws IOException {
    channel.force(true);
    channel.close();
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
    Files.deleteIfExists(partial);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
