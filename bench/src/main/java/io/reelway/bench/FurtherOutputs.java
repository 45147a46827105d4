package io.reelway.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A video with a poster, a storyboard, its sound alone and a stream of three sizes: the processor
 * time of all programs beside that of the bare encodes of its four videos.
 */
final class FurtherOutputs implements Benchmark {
  private static final double TIME = 1.15;
  private static final int TIMES = 2;
  private static final String OPTIONS =
      """
      {"format": "mp4", "outputs": [
        {"name": "poster", "type": "image"},
        {"name": "board", "type": "storyboard"},
        {"name": "sound", "type": "audio"},
        {"name": "stream", "type": "hls",
         "renditions": [{"height": 720}, {"height": 480}, {"height": 360}]}]}
      """;

  @Override
  public String name() {
    return "further-outputs";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    if (setup.isReal()) {
      return List.of(); // The engine plays no part.
    }
    Path trailer = Clips.comparable().getFirst();
    BareEncoder videos;
    try (Server server = Recording.start(setup)) {
      videos = new Recording(server).encoder(trailer, "web", OPTIONS).only("libx264");
    }
    Ratios time = new Ratios();
    try (Server server = Server.start(setup);
        Programs programs = new Programs(server);
        ControlGroup bare = ControlGroup.require()) {
      programs.nanosOf(trailer, "web", OPTIONS); // warms up
      for (int i = 0; i < TIMES; i++) {
        long job = programs.nanosOf(trailer, "web", OPTIONS);
        time.add(trailer, (double) job / videos.run(server.work(), bare));
      }
    }
    return List.of(
        time.row(
            "poster, storyboard, sound and a stream of three sizes beside "
                + videos.encodes().size()
                + " bare encodes: processor time",
            TIME));
  }
}
