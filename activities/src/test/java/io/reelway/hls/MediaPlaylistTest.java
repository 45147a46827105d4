package io.reelway.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.hls.MediaPlaylist.PlaylistSegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaPlaylistTest {
  /** A rate of segments that together last 0.5 to 1.5 times the target counts. */
  @ParameterizedTest
  @CsvSource({
    "4 4 4, 1000 2000 1000, 4000",
    "4 4 0.125, 1000 1000 500, 2910", // the short one counts only with the one before it
    "4 1.5 1.5, 1000 600 900, 4000", // the two short ones together
    "0.1, 500, 40000", // the whole list is shorter than half of the target
    "4, 0, 0"
  })
  void thePeakIsTheRateOfASegmentOrOfShortNeighbours(String seconds, String bytes, long peak) {
    String[] lengths = seconds.split(" ", -1);
    String[] sizes = bytes.split(" ", -1);
    List<PlaylistSegment> segments = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      segments.add(
          new PlaylistSegment(Double.parseDouble(lengths[i]), 0, Long.parseLong(sizes[i])));
    }

    assertThat(new MediaPlaylist(4, "360p.mp4", 0, segments).peak()).isEqualTo(peak);
  }
}
