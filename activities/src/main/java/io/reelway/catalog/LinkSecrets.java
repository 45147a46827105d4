package io.reelway.catalog;

import java.io.IOException;
import java.util.List;

/** Secrets that sign download links, shared by all API processes. Thread-safe; blocks. */
public interface LinkSecrets {
  /** All secrets, in an order that is the same in every process. */
  List<byte[]> all() throws IOException;

  /** Adds a secret. */
  void add(byte[] secret) throws IOException;
}
