package io.reelway.api.processes;

import io.reelway.api.ReelwayApplication;
import io.reelway.extension.VideoMp4Av1;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A build of the program with one additional strategy, {@code video-mp4-av1}. */
public final class BuildWithAv1 {
  private BuildWithAv1() {}

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
    Strategies strategiesWithAv1() {
      List<Strategy> all = new ArrayList<>(Strategies.builtIn().all());
      all.add(new VideoMp4Av1());
      return new Strategies(all);
    }
  }
}
