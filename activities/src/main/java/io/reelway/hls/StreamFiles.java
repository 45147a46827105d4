package io.reelway.hls;

import io.reelway.failure.StageException;
import io.reelway.hls.MasterPlaylist.Sound;
import io.reelway.hls.MasterPlaylist.Variant;
import io.reelway.job.ErrorCode;
import io.reelway.movie.FragmentedTrack;
import io.reelway.plan.Ladder;
import io.reelway.strategy.HlsStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names of the files of a stream, and what is written beside its media files. */
public final class StreamFiles {
  /** The path of the master playlist, which a client opens. */
  public static final String MASTER = "master.m3u8";

  private StreamFiles() {}

  /** The name of the playlist of a size or of the sound. */
  public static String playlist(String name) {
    return name + ".m3u8";
  }

  /** The name of the media file of a size or of the sound. */
  public static String media(String name) {
    return name + ".mp4";
  }

  /** The names of all sizes, the largest first, and of the sound if there is any. */
  public static List<String> names(Ladder ladder, boolean sound) {
    List<String> names = new ArrayList<>(ladder.steps().stream().map(Ladder.Step::name).toList());
    if (sound) {
      names.add(HlsStream.SOUND);
    }
    return names;
  }

  /**
   * Writes the playlists of the media files. What they say is measured from the files. All media
   * playlists have the same target, as RFC 8216, 6.2.4, demands.
   *
   * @param master the master playlist to write; everything else is in its folder
   * @throws StageException with {@code ENCODE_FAILED} when a media file is not as players need it
   */
  public static void write(Path master, Ladder ladder, boolean sound) throws IOException {
    Path folder = master.resolveSibling("");
    Map<String, FragmentedTrack> tracks = new LinkedHashMap<>();
    Map<String, MediaPlaylist> lists = new LinkedHashMap<>();
    for (String name : names(ladder, sound)) {
      FragmentedTrack track = read(folder, name);
      tracks.put(name, track);
      lists.put(name, MediaPlaylist.of(media(name), track));
    }
    write(folder, lists);
    @Nullable FragmentedTrack heard = tracks.get(HlsStream.SOUND);
    @Nullable MediaPlaylist soundList = lists.get(HlsStream.SOUND);
    List<Variant> variants = new ArrayList<>();
    for (Ladder.Step step : ladder.steps().reversed()) {
      FragmentedTrack track = Objects.requireNonNull(tracks.get(step.name()));
      MediaPlaylist list = Objects.requireNonNull(lists.get(step.name()));
      String codecs = track.description().codecs();
      variants.add(
          new Variant(
              playlist(step.name()),
              heard == null ? codecs : codecs + "," + heard.description().codecs(),
              track.description().width(),
              track.description().height(),
              list.peak() + (soundList == null ? 0 : soundList.peak()),
              list.mean() + (soundList == null ? 0 : soundList.mean()),
              track.frames() / Math.max(0.001, track.end() - track.start())));
    }
    Sound track =
        heard == null ? null : new Sound(playlist(HlsStream.SOUND), heard.description().channels());
    Files.writeString(master, new MasterPlaylist(variants, track).text());
  }

  private static FragmentedTrack read(Path folder, String name) throws IOException {
    try {
      return FragmentedTrack.read(folder.resolve(media(name)));
    } catch (InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException unplayable) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence(), unplayable);
    }
  }

  private static void write(Path folder, Map<String, MediaPlaylist> lists) throws IOException {
    long target = lists.values().stream().mapToLong(MediaPlaylist::targetSec).max().orElse(1);
    for (Map.Entry<String, MediaPlaylist> list : lists.entrySet()) {
      Files.writeString(
          folder.resolve(playlist(list.getKey())), list.getValue().withTarget(target).text());
    }
  }
}
