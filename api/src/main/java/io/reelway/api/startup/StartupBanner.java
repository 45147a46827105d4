package io.reelway.api.startup;

import io.reelway.api.BuildVersion;
import io.reelway.api.ReelwaySettings;
import io.reelway.api.access.Exposure;
import io.reelway.api.roles.Role;
import io.reelway.api.secrets.SecretsInEnvironment;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.sandbox.SandboxReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Logs the addresses, roles, engine and storage of this process once, when it is ready. */
@Component
final class StartupBanner {
  private static final Logger LOG = LoggerFactory.getLogger(StartupBanner.class);

  private final ReelwaySettings settings;
  private final Exposure reach;
  private final ObjectProvider<Ffmpeg> ffmpeg;
  private final String engine;
  private final String target;

  StartupBanner(
      ReelwaySettings settings,
      ServerProperties server,
      ObjectProvider<Ffmpeg> ffmpeg,
      @Value("${reelway.engine-in-use}") String engine,
      @Value("${spring.temporal.connection.target:}") String target) {
    this.settings = settings;
    this.reach = Exposure.of(!settings.keys().isEmpty(), server.getAddress());
    this.ffmpeg = ffmpeg;
    this.engine = engine;
    this.target = target;
  }

  @EventListener
  void onReady(ApplicationReadyEvent event) {
    int port =
        event.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null
            ? web.getWebServer().getPort()
            : -1;
    String api = "http://localhost:" + port + "/api/media/jobs";
    List<String> lines =
        List.of(
            "Reelway is ready.",
            "  version " + BuildVersion.text(),
            "  page    http://localhost:" + port + "/",
            "  api     " + api,
            "  access  " + access(),
            "  roles   " + settings.roles().toString().toLowerCase(Locale.ROOT),
            "  engine  " + engine(),
            "  records " + records(),
            "  store   " + store(),
            "  ffmpeg  " + String.join(System.lineSeparator() + "          ", ffmpeg()),
            "  try     curl -F media=@clip.mp4 -F preset=low-bandwidth " + api);
    LOG.info(String.join(System.lineSeparator(), lines));
    if (reach == Exposure.EVERYONE && settings.has(Role.API)) {
      LOG.warn(
          "ANYONE who can reach this server may submit, list, download, cancel and delete "
              + "jobs, because server.address is set and no keys are. Stop the server and make "
              + "a key: {}",
          Exposure.MAKE_A_KEY);
    }
  }

  private String access() {
    return switch (reach) {
      case KEY_HOLDERS -> "with a key";
      case EVERYONE -> "without a key, from the network";
      case THIS_MACHINE ->
          "without a key, from this machine only; to open it to the network, start again after\n"
              + "          "
              + Exposure.MAKE_A_KEY;
    };
  }

  /** The ffmpeg in use, its sandbox, and what the sandbox lacks. */
  private List<String> ffmpeg() {
    Ffmpeg here = ffmpeg.getIfAvailable();
    if (here == null) {
      return List.of("none");
    }
    SandboxReport sandbox = here.sandbox();
    List<String> lines = new ArrayList<>(List.of(here.describe(), sandbox.describe()));
    lines.addAll(sandbox.missing());
    lines.addAll(SecretsInEnvironment.advice(sandbox, System.getenv()));
    return lines;
  }

  private String engine() {
    return switch (engine) {
      case "REMOTE" -> "Temporal at " + target;
      case "DEV_SERVER" ->
          "Temporal dev server at " + target + ", database " + settings.devServer().database();
      default -> "in memory; after a restart open jobs start again";
    };
  }

  private String records() {
    return settings.has(Role.API)
        ? settings.database().url()
        : "none; processes with the role api keep them";
  }

  private String store() {
    return settings
        .store()
        .s3()
        .bucket()
        .map(bucket -> "bucket " + bucket)
        .orElse(settings.store().directory().toAbsolutePath().normalize().toString());
  }
}
