package io.reelway.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts Reelway: API, worker or both, as {@code reelway.roles} says. */
@SpringBootApplication
@EnableConfigurationProperties(ReelwaySettings.class)
public class ReelwayApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(ReelwayApplication.class, arguments);
  }
}
