package io.reelway.ffmpeg.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the memory allocator of glibc works in ffmpeg. Other C libraries ignore these settings. A
 * process that lives for a tenth of a second spends much of it on page faults, because it returns
 * and requests the memory of every frame. See
 * docs/decisions/0119-what-a-small-job-costs-beside-its-encode.md.
 */
public final class Allocator {
  private static final String VARIABLE = "GLIBC_TUNABLES";

  /**
   * Large pages; freed memory stays with the process, which soon needs it again; one heap for all
   * threads, which use it only for whole frames; and frames of up to 32 MiB, the maximum, in it.
   */
  private static final String SETTINGS =
      "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=33554432"
          + ":glibc.malloc.trim_threshold=1073741824:glibc.malloc.top_pad=4194304";

  private static final Path LARGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage");

  /** The variables that a process needs in its environment. */
  public static final Map<String, String> VARIABLES = Map.of(VARIABLE, SETTINGS);

  private Allocator() {}

  /** The files in which glibc reads whether there are large pages, and their size. */
  static List<Path> files(Map<String, String> environment) {
    return environment.containsKey(VARIABLE)
        ? List.of("enabled", "hpage_pmd_size").stream()
            .map(LARGE_PAGES::resolve)
            .filter(Files::isReadable)
            .toList()
        : List.of();
  }
}
