package io.reelway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@link OldService} in a separate process. */
record OldServer(Process process, Client client) implements AutoCloseable {

  /**
   * Starts it and waits until it listens.
   *
   * @param encoder the encode that it does; a JPEG is encoded once
   */
  static OldServer start(BareEncoder encoder, Path work) throws IOException, InterruptedException {
    int port = S3Server.freePort();
    List<String> words = new ArrayList<>();
    words.add(Jar.java());
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(OldService.class.getName(), Integer.toString(port)));
    words.add(Files.createTempDirectory(work, "old-").toString());
    words.addAll(encoder.encodes().getFirst());
    Process process = new ProcessBuilder(words).inheritIO().start();
    S3Server.awaitPort(port);
    return new OldServer(process, new Client(URI.create("http://127.0.0.1:" + port)));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
