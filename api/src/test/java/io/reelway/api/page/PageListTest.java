package io.reelway.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.RouteOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import io.reelway.api.RunningReelway;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The list of files: several at once, network failures, undo. */
@ExtendWith(PageServer.class)
class PageListTest {
  private static final String PHOTO = "exif-orientation-6.jpg";

  private final RunningReelway reelway;
  private final Visit visit;

  PageListTest(RunningReelway reelway, Chromium chromium) {
    this.reelway = reelway;
    this.visit = chromium.visit(reelway.url("/").toString(), View.DESKTOP);
  }

  @AfterEach
  void leave() {
    visit.close();
  }

  @Test
  void aFolderIsSearchedForImagesAndVideos(@TempDir Path folder) throws Exception {
    Path inner = Files.createDirectories(folder.resolve("holiday").resolve("day one"));
    Files.copy(RunningReelway.media("image/" + PHOTO), inner.resolve("beach.jpg"));
    Files.copy(RunningReelway.media("image/png-palette.png"), inner.resolve("chart.png"));
    Files.writeString(inner.resolve("notes.txt"), "Sunny.");
    visit.page().locator(".preset").first().waitFor();

    visit.page().locator("#folder-input").setInputFiles(folder.resolve("holiday"));

    visit.sees(visit.page().locator("#toasts"), "1 file left out: neither image nor video.");
    visit.card("beach.jpg", "done");
    visit.card("chart.png", "done");
    assertThat(visit.page().locator(".card")).hasCount(2);
  }

  @Test
  void filesDroppedWhileOthersWaitAreSentOnce() throws Exception {
    visit.slowUploads(100_000);
    visit.drop("image/" + PHOTO, "image/exif-orientation-5.jpg", "image/exif-orientation-7.jpg");
    visit.drop("image/exif-orientation-8.jpg");

    visit.card("orientation-5", "done");
    visit.card("orientation-8", "done");

    assertThat(visit.page().locator(".card[data-phase=done]")).hasCount(4);
    assertThat(visit.submits()).isEqualTo(4);
  }

  @Test
  void waitsForALostConnection() throws Exception {
    String everythingOfTheJob = "**/api/media/jobs/**";
    visit.page().route(everythingOfTheJob, Route::abort);

    visit.drop("image/" + PHOTO);
    visit.sees(visit.card(PHOTO), "Connection lost, trying again");
    visit.page().unroute(everythingOfTheJob);

    visit.card(PHOTO, "done");
  }

  @Test
  void retriesABrokenUpload() throws Exception {
    visit
        .page()
        .route(
            "**/api/media/jobs",
            route -> route.abort("connectionreset"),
            new RouteOptions().setTimes(1));

    visit.drop("image/" + PHOTO);

    visit.card(PHOTO, "done");
    assertThat(visit.submits()).isEqualTo(2);
  }

  @Test
  void followsJobsWhereStreamsAreBlocked() throws Exception {
    visit.page().route("**/events", Route::abort);

    visit.drop("image/" + PHOTO);

    visit.card(PHOTO, "done");
  }

  @Test
  void undoBringsARemovedFileBack() throws Exception {
    visit.drop("image/" + PHOTO);
    Locator card = visit.card(PHOTO, "done");

    Visit.button(card, "Remove").click();
    assertThat(card).hasCount(0);
    visit.button("Undo").click();

    assertThat(visit.card(PHOTO, "done")).hasCount(1);
    assertThat(reelway.poll(visit.jobId(PHOTO)).get("status").asString()).isEqualTo("done");
  }

  @Test
  void aRemovedFileIsErasedFromTheServer() throws Exception {
    visit.drop("image/" + PHOTO);
    Locator card = visit.card(PHOTO, "done");
    String job = "/api/media/jobs/" + visit.jobId(PHOTO);

    Visit.button(card, "Remove").click();
    // Leaving the page ends the time for undo.
    visit.page().navigate("about:blank");

    await().until(() -> reelway.get(job).status() == 404);
  }

  @Test
  void showsThatTheServerHasErasedAFile() throws Exception {
    visit.drop("image/" + PHOTO);
    visit.card(PHOTO, "done");
    reelway.send(
        reelway.request("/api/media/jobs/" + visit.jobId(PHOTO)),
        "DELETE",
        BodyPublishers.noBody());

    visit.page().reload();

    visit.sees(visit.card(PHOTO, "gone"), "The server no longer has this file.");
  }

  @Test
  void remembersTheChosenColoursAndPreset() {
    visit.page().getByLabel("Low bandwidth").check();
    visit.button("Switch to dark colours").click();

    visit.page().reload();

    assertThat(visit.page().getByLabel("Low bandwidth")).isChecked();
    assertThat(visit.page().locator("html")).hasAttribute("data-theme", "dark");
  }

  /** The preset has the name of a member that every JavaScript object has. */
  @Test
  void offersThePresetsOfTheOperator() {
    String offered =
        """
        {"defaultPreset": "web", "presets": [
          {"name": "web", "maxWidth": 1400, "imageQuality": 82, "videoBitrateKbps": 2400},
          {"name": "constructor", "maxWidth": 640, "imageQuality": 70, "videoBitrateKbps": 500}]}
        """;
    visit
        .page()
        .route(
            "**/api/media/presets",
            route ->
                route.fulfill(
                    new FulfillOptions().setContentType("application/json").setBody(offered)));

    visit.page().reload();
    visit.page().getByLabel("constructor").check();

    assertThat(visit.page().getByLabel("constructor"))
        .hasAccessibleDescription("Up to 640 px wide, quality 70, 500 kbit/s");
    assertThat(visit.page().getByLabel("Web")).not().isChecked();
  }
}
