package io.reelway.api.page;

import io.reelway.api.RunningReelway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** Provides a browser and a server without keys; both start once for all tests. */
final class PageServer implements ParameterResolver {
  private static final Namespace SHARED = Namespace.create(PageServer.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Chromium.class || type == RunningReelway.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(SHARED);
    return parameter.getParameter().getType() == Chromium.class
        ? store.computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class)
        : store.computeIfAbsent(Server.class, key -> Server.start(), Server.class).reelway();
  }

  private record Server(RunningReelway reelway, Path data) implements AutoCloseable {
    static Server start() {
      try {
        Path data = Files.createTempDirectory("reelway-page");
        return new Server(RunningReelway.start(data), data);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      reelway.close();
      FileSystemUtils.deleteRecursively(data);
    }
  }
}
