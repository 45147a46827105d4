package io.reelway.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.reelway.api.RunningReelway;
import io.reelway.outside.ExternalProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A video that is encoded in parts is like any other on the page. */
@ExtendWith(PageServer.class)
class PageLongVideoTest {
  private static final String CLIP = "h264-432p-12.5fps-30s-road.mp4";

  /** The page begins a stage with nothing to say; a busy machine makes that last. */
  private static final LocatorAssertions.HasAttributeOptions PATIENT =
      new LocatorAssertions.HasAttributeOptions().setTimeout(60_000);

  @TempDir private static Path data;
  private static RunningReelway reelway;
  private final Chromium chromium;
  private Visit visit;

  PageLongVideoTest(Chromium chromium) {
    this.chromium = chromium;
  }

  @BeforeAll
  static void start() {
    // The in-memory engine may lose the cancellation of parts that fail at the same time (0049).
    reelway =
        RunningReelway.start(
            data,
            "reelway.engine=dev-server",
            "reelway.dev-server.path=" + ExternalProgram.TEMPORAL.path(),
            "reelway.dev-server.ui-port=0",
            "reelway.segments.length=2s",
            "reelway.segments.minimum=4s");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @BeforeEach
  void drop() throws Exception {
    visit = chromium.visit(reelway.url("/").toString(), View.DESKTOP);
    // VP9 takes some seconds on any machine, so that there is time to act.
    visit.page().getByLabel("Low bandwidth").check();
    visit.drop("video/" + CLIP);
    assertThat(visit.card(CLIP).getByRole(AriaRole.PROGRESSBAR))
        .hasAttribute("aria-valuetext", Pattern.compile("Making it smaller, [1-9].* %.*"), PATIENT);
  }

  @AfterEach
  void leave() {
    visit.close();
  }

  @Test
  void isCancelledAndTriedAgain() throws Exception {
    Visit.button(visit.card(CLIP), "Cancel").click();
    Locator card = visit.card(CLIP, "failed");
    visit.sees(card, "Cancelled.");
    String cancelled = visit.jobId(CLIP);
    assertThat(reelway.poll(cancelled).at("/error/code").asString()).isEqualTo("cancelled");
    assertThat(job(cancelled).resolve("parts")).doesNotExist();

    Visit.button(card, "Try again").click();

    visit.card(CLIP, "done");
    assertThat(visit.jobId(CLIP)).isNotEqualTo(cancelled);
  }

  @Test
  void isTriedAgainAfterEveryPartHasFailed() throws Exception {
    String failed = visit.jobId(CLIP);
    Files.delete(job(failed).resolve("source"));
    Locator card = visit.card(CLIP, "failed");
    visit.sees(card, "Something went wrong on the server.");
    assertThat(job(failed).resolve("parts")).doesNotExist();

    Visit.button(card, "Try again").click();

    visit.card(CLIP, "done");
  }

  private static Path job(String id) {
    return data.resolve("store/jobs").resolve(id);
  }
}
