package io.reelway.ffmpeg;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import io.reelway.ffmpeg.sandbox.SystemPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders where the helper programs are searched. */
enum Machine {
  WHOLE,
  WITHOUT_BUBBLEWRAP,
  BARE;

  SystemPrograms programs(Path folder) throws IOException {
    if (this == WHOLE) {
      return SystemPrograms.ofThisSystem();
    }
    Path few = Files.createDirectory(folder.resolve("few"));
    if (this == WITHOUT_BUBBLEWRAP) {
      for (String name : List.of("prlimit", "nice", "unshare", "setpriv", "sh")) {
        Path program = Path.of(SystemPrograms.ofThisSystem().find(name).orElseThrow());
        Files.copy(program.toRealPath(), few.resolve(name), COPY_ATTRIBUTES);
      }
    }
    return new SystemPrograms(List.of(few));
  }
}
