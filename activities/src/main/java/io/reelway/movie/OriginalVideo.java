package io.reelway.movie;

import io.reelway.failure.StageException;
import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.source.Bytes;
import io.reelway.source.Container;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Copies a video without its metadata, for videos that no encoder and no fresh container makes
 * smaller. Picture and sound stay unchanged and at their positions. Location, time, owner, device,
 * titles, further tracks and appended data become free space of the same size, so the copy is never
 * larger than its source. See docs/decisions/0083-originals-are-cleaned-in-place.md.
 */
public final class OriginalVideo {
  private OriginalVideo() {}

  /** Called regularly during the work. It throws an exception to stop the work. */
  @FunctionalInterface
  public interface Checkpoint {
    void pass() throws IOException;
  }

  /** Whether files of that container can be cleaned in place: MP4 and WebM. */
  public static boolean cleans(Container container) {
    return container == Container.MP4 || container == Container.WEBM;
  }

  /**
   * Writes a clean copy.
   *
   * @param probe gives the tracks that stay
   * @return whether the copy was made. {@code false} for files that are cut off, that browsers do
   *     not play as they are (QuickTime), that have an unknown structure, or that take too much
   *     work to read; the target must not be used then
   */
  public static boolean clean(Path source, Probe probe, Path target, Checkpoint checkpoint)
      throws IOException {
    Container container = Container.of(probe);
    if (!cleans(container)) {
      return false;
    }
    AudioTrack sound = probe.audio();
    Kept kept = new Kept(probe.pictureTrack().index(), sound == null ? -1 : sound.index());
    try (CleanCopy copy = CleanCopy.of(source, target, checkpoint);
        Bytes bytes = Bytes.ofWhole(source)) {
      return container == Container.WEBM
          ? new WebmOriginal(bytes, copy, kept, probe.picture().alpha()).clean()
          : new Mp4Original(bytes, copy, kept).clean();
    } catch (EOFException | UnknownStructureException | StageException unreadable) {
      return false;
    }
  }

  /**
   * The tracks that stay, by their order in the file.
   *
   * @param picture the index of the picture track, from 0
   * @param sound the index of the sound track; -1 without sound
   */
  record Kept(int picture, int sound) {
    boolean has(int index) {
      return index == picture || index == sound;
    }
  }

  /** The file has an unknown structure, so it may contain unknown metadata. */
  static final class UnknownStructureException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownStructureException(String detail) {
      super(detail);
    }
  }
}
