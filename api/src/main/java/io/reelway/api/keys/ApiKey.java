package io.reelway.api.keys;

import io.reelway.store.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key. Only its hash is kept, so that no dump or log can contain the key.
 *
 * <p>Two keys with one name have one owner: to replace a key, add the new one under the same name
 * and remove the old one later.
 */
public final class ApiKey {
  private static final Pattern FORM =
      Pattern.compile("(?<name>[A-Za-z0-9_.-]{1,64}):(sha256:(?<hash>[0-9a-fA-F]{64})|(?<key>.+))");

  private static final int OWNER_LENGTH = 16;

  private final String name;
  private final byte[] hash;

  private ApiKey(String name, byte[] hash) {
    this.name = name;
    this.hash = hash;
  }

  /**
   * Reads {@code NAME:KEY}, {@code NAME:sha256:HEX}, or a key alone, which must have no colon.
   * Error messages never contain the key.
   */
  public static ApiKey valueOf(String text) {
    String given = text.strip();
    Matcher parts = FORM.matcher(given);
    if (parts.matches()) {
      byte[] hash =
          parts.group("hash") == null
              ? Sha256.of(parts.group("key"))
              : HexFormat.of().parseHex(parts.group("hash"));
      return new ApiKey(parts.group("name"), hash);
    }
    if (given.isEmpty() || given.contains(":")) {
      throw new IllegalArgumentException(
          "reelway.keys has an entry that is no key; write NAME:KEY, NAME:sha256:HEX or KEY, with a"
              + " name of letters, digits, dots, dashes and underscores");
    }
    byte[] hash = Sha256.of(given);
    return new ApiKey("key-" + HexFormat.of().formatHex(hash, 0, 4), hash);
  }

  /** For logs and metrics. */
  public String name() {
    return name;
  }

  /** Whether the presented key is this one, compared in constant time. */
  boolean opensWith(byte[] presentedHash) {
    return MessageDigest.isEqual(hash, presentedHash);
  }

  /**
   * The owner id of the jobs of this key: stable over restarts, and useless for finding the key.
   */
  String owner() {
    return HexFormat.of().formatHex(Sha256.of("owner:" + name)).substring(0, OWNER_LENGTH);
  }

  @Override
  public String toString() {
    return "ApiKey[" + name + "]";
  }
}
