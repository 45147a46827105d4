package io.reelway.api.processes;

import io.reelway.api.ReelwayApplication;
import io.reelway.extension.VideoMp4Vp9;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A build of the program with one additional strategy, {@code video-mp4-vp9}. */
public final class BuildWithVp9InMp4 {
  private BuildWithVp9InMp4() {}

  public static void main(String[] arguments) {
    SpringApplication.run(new Class<?>[] {ReelwayApplication.class, More.class}, arguments);
  }

  /**
   * Replaces the strategies of the program. It is not a {@code @Configuration}, so that other tests
   * do not pick it up.
   */
  static class More {
    @Bean
    @Primary
    Strategies strategiesWithVp9InMp4() {
      List<Strategy> all = new ArrayList<>(Strategies.builtIn().all());
      all.add(new VideoMp4Vp9());
      return new Strategies(all);
    }
  }
}
