package io.reelway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256. Outputs are named by their hash; keys, submits and versions of a job are compared by
 * theirs.
 */
public final class Sha256 {
  private Sha256() {}

  /** Returns an empty digest that the caller feeds piece by piece. Not thread-safe. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /** The 32 bytes of the hash of a text in UTF-8. */
  public static byte[] of(String text) {
    return start().digest(text.getBytes(UTF_8));
  }

  /** Reads the rest of a stream and returns its hash in lower-case hexadecimal digits. */
  public static String hex(InputStream content) throws IOException {
    MessageDigest digest = start();
    new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Hashes a file through a channel, whose reads end when the thread is interrupted. */
  public static String hex(Path file) throws IOException {
    try (InputStream content = Channels.newInputStream(Files.newByteChannel(file))) {
      return hex(content);
    }
  }
}
