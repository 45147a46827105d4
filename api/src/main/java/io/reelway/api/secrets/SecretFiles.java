package io.reelway.api.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Deletes the files with secret settings after they have been read, so that no other process of
 * this user can read them later. Spring reads each file as the setting of its name.
 */
@Component
final class SecretFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFiles.class);

  private final Path folder;
  private final boolean erase;

  /**
   * @param folder folder of the files
   * @param erase whether to delete them
   */
  SecretFiles(
      @Value("${reelway.secrets}") Path folder, @Value("${reelway.secrets-erase}") boolean erase) {
    this.folder = folder;
    this.erase = erase;
  }

  @EventListener(ApplicationReadyEvent.class)
  void eraseWhenRead() throws IOException {
    if (!erase || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try {
          overwrite(file);
          Files.delete(file);
        } catch (IOException notOurs) {
          LOG.warn(
              "A file with a secret could not be deleted, file={}, reason={}",
              file.getFileName(),
              notOurs.toString());
        }
      }
    }
  }

  /** Writes zeros over the bytes. Truncating the file first would only release its blocks. */
  private static void overwrite(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      channel.force(false);
    }
  }
}
