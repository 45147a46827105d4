package io.reelway.probe;

import io.reelway.media.MediaKind;
import io.reelway.probe.FfprobeReport.Stream;
import io.reelway.source.Container;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses tracks in the same way as a player. */
final class Tracks {
  private final List<Stream> streams;
  private final Container container;
  private final Set<Integer> empty;

  Tracks(List<Stream> streams, Container container) {
    this(streams, container, Set.of());
  }

  private Tracks(List<Stream> streams, Container container, Set<Integer> empty) {
    this.streams = streams;
    this.container = container;
    this.empty = empty;
  }

  /** The same without a sound track of which the file has no packet. */
  Tracks withoutEmpty(Stream sound) {
    Set<Integer> all = new HashSet<>(empty);
    all.add(sound.index());
    return new Tracks(streams, container, all);
  }

  /** The default track, else the largest one; never a cover or a thumbnail. */
  Optional<Stream> picture() {
    return streams.stream()
        .filter(this::isPicture)
        .filter(stream -> container.reads(stream.codec()))
        .max(
            Comparator.comparing((Stream stream) -> stream.has("default"))
                .thenComparingLong(stream -> (long) stream.width() * stream.height())
                .thenComparing(Comparator.comparingInt(Stream::index).reversed()));
  }

  /** The default track, else a general one, else the one with most channels; empty for images. */
  Optional<Stream> sound() {
    return container.kind() == MediaKind.IMAGE
        ? Optional.empty()
        : streams.stream()
            .filter(stream -> stream.is("audio") && stream.channels() > 0)
            .filter(stream -> !empty.contains(stream.index()))
            .filter(stream -> container.reads(stream.codec()))
            .max(
                Comparator.comparing((Stream stream) -> stream.has("default"))
                    .thenComparing(Tracks::isForEverybody)
                    .thenComparingInt(Stream::channels)
                    .thenComparing(Comparator.comparingInt(Stream::index).reversed()));
  }

  /**
   * Whether the track is a general one: neither a commentary nor a version for people with a
   * hearing or visual impairment.
   */
  private static boolean isForEverybody(Stream stream) {
    return !stream.has("comment")
        && !stream.has("hearing_impaired")
        && !stream.has("visual_impaired");
  }

  /** Sentences about content that a viewer may miss because its tracks are not chosen. */
  List<String> leftOut(Stream picture, Optional<Stream> sound) {
    if (container.kind() == MediaKind.IMAGE) {
      return List.of();
    }
    long dropped =
        streams.stream()
            .filter(stream -> stream.index() != picture.index())
            .filter(stream -> sound.isEmpty() || stream.index() != sound.get().index())
            .filter(stream -> !empty.contains(stream.index()))
            .filter(stream -> stream.is("subtitle") || stream.is("video") || stream.is("audio"))
            .filter(stream -> !stream.has("attached_pic"))
            .count();
    List<String> sentences = new ArrayList<>();
    if (dropped > 0) {
      sentences.add(
          dropped == 1
              ? "One further track (picture, sound or subtitles) is left out."
              : dropped + " further tracks (picture, sound or subtitles) are left out.");
    }
    if (!empty.isEmpty()) {
      sentences.add(
          empty.size() == 1
              ? "The sound track is empty, so it is left out."
              : empty.size() + " sound tracks are empty, so they are left out.");
    }
    return sentences;
  }

  private boolean isPicture(Stream stream) {
    return stream.is("video") && !stream.has("attached_pic") && !stream.has("timed_thumbnails");
  }

  boolean havePicture() {
    return streams.stream().anyMatch(this::isPicture);
  }

  boolean haveSound() {
    return streams.stream().anyMatch(stream -> stream.is("audio"));
  }
}
