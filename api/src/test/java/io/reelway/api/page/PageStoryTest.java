package io.reelway.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.reelway.api.RunningReelway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From a dropped file to the optimized file in the downloads folder. */
@ExtendWith(PageServer.class)
class PageStoryTest {
  private static final String CLIP = "h264-432p-12.5fps-30s-road.mp4";
  private static final String PHOTO = "progressive-12mp.jpg";

  /** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: frames of 417 or 418 bytes. */
  private static final byte[] MP3_FRAME_HEADER = {(byte) 0xff, (byte) 0xfb, (byte) 0x92, 0x44};

  private final RunningReelway reelway;
  private final Visit visit;

  PageStoryTest(RunningReelway reelway, Chromium chromium) {
    this.reelway = reelway;
    this.visit = chromium.visit(reelway.url("/").toString(), View.DESKTOP);
  }

  @AfterEach
  void leave() {
    visit.close();
  }

  @Test
  void aVideoGoesFromDropToDownload() throws Exception {
    visit.slowUploads(2_000_000);
    // VP9 takes some seconds on any machine, so that its progress can be read.
    visit.page().getByLabel("Low bandwidth").check();
    visit.drop("video/" + CLIP);

    Locator bar = visit.card(CLIP).getByRole(AriaRole.PROGRESSBAR);
    assertThat(bar)
        .hasAttribute("aria-valuetext", Pattern.compile("Uploading, \\d+ % .*B/s.* left"));
    assertThat(bar)
        .hasAttribute(
            "aria-valuetext",
            Pattern.compile("Making it smaller, \\d+ % .*× speed.* left"),
            // The encoder reports no speed before its first frames, which a busy machine delays.
            new LocatorAssertions.HasAttributeOptions().setTimeout(30_000));

    Locator card = visit.card(CLIP, "done");
    JsonNode result = reelway.poll(visit.jobId(CLIP)).get("result");
    assertThat(card).containsText("−" + Math.round(result.get("savedPercent").asDouble()) + " %");
    assertThat(card).containsText("WEBM");
    assertThat(visit.page().locator("#savings")).containsText("saved over 1 file");
    Download download = visit.download(card);
    assertThat(download.suggestedFilename()).isEqualTo("h264-432p-12.5fps-30s-road.webm");
    assertThat(Files.readAllBytes(download.path())).startsWith(0x1A, 0x45, 0xDF, 0xA3);
    assertThat(Files.size(download.path())).isEqualTo(result.get("outputBytes").asLong());
  }

  @Test
  void twoVideosPlayTogether() throws Exception {
    visit.drop("video/h264-540p30-5s-flower.mp4");
    Locator card = visit.card("flower", "done");
    Visit.button(card, "Compare").click();

    Visit.button(card, "Play both").click();

    visit
        .page()
        .waitForFunction(
            "() => { const all = [...document.querySelectorAll('video')];"
                + " return all.length === 2 && all.every((one) => one.currentTime > 0.8); }");
    List<?> times =
        (List<?>)
            visit
                .page()
                .evaluate("[...document.querySelectorAll('video')].map((one) => one.currentTime)");
    assertThat(((Number) times.get(0)).doubleValue())
        .isCloseTo(((Number) times.get(1)).doubleValue(), offset(0.4));
  }

  @Test
  void anImageIsComparedByKeyboardAndDownloaded() throws Exception {
    visit.drop("image/" + PHOTO);
    Locator card = visit.card(PHOTO, "done");

    Visit.button(card, "Compare").focus();
    visit.page().keyboard().press("Enter");
    Locator line = card.getByRole(AriaRole.SLIDER);
    line.focus();
    for (int i = 0; i < 10; i++) {
      visit.page().keyboard().press("ArrowLeft");
    }

    assertThat(line).hasAttribute("aria-valuetext", "40 % before, 60 % after");
    visit
        .page()
        .waitForFunction(
            "() => [...document.querySelectorAll('.slider img')]"
                + ".filter((image) => image.complete && image.naturalWidth > 0).length === 2");
    Download download = visit.download(card);
    assertThat(download.suggestedFilename()).isEqualTo("progressive-12mp.webp");
    assertThat(magic(download, 8)).isEqualTo("WEBP");
  }

  @Test
  void explainsATextFileNamedAsAVideo() throws Exception {
    visit.drop("hostile/html-named.mp4");

    visit.sees(visit.card("html-named.mp4", "failed"), "This kind of file is not supported.");
    assertThat(visit.page().getByRole(AriaRole.ALERT).first())
        .hasText(
            Pattern.compile("html-named.mp4: This kind of file is not supported\\. The.*text.*"));
  }

  @Test
  void refusesAnSvgWithTheServersMessageAndWithoutAPreview(@TempDir Path folder) throws Exception {
    Path drawing =
        Files.writeString(
            folder.resolve("drawing.svg"),
            "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'>"
                + "<circle cx='45' cy='45' r='40'/></svg>");
    visit.drop(drawing);

    Locator card = visit.card("drawing.svg", "failed");
    visit.sees(card, "The file is text, such as a page, an SVG");
    assertThat(card.locator(".card-thumb svg")).hasCount(1);
    assertThat(card.locator(".card-thumb img")).hasCount(0);

    visit.page().reload();
    assertThat(visit.card("drawing.svg", "failed").locator(".card-thumb img")).hasCount(0);
  }

  @Test
  void refusesSoundWithTheServersMessage(@TempDir Path folder) throws Exception {
    byte[] frames = new byte[4180];
    for (int frame = 0; frame < 10; frame++) {
      System.arraycopy(MP3_FRAME_HEADER, 0, frames, frame * 418, MP3_FRAME_HEADER.length);
    }
    visit.drop(Files.write(folder.resolve("song.mp3"), frames));

    visit.sees(visit.card("song.mp3", "failed"), "sound");
  }

  @Test
  void theListSurvivesAReload() throws Exception {
    visit.drop("image/" + PHOTO);
    visit.card(PHOTO, "done").locator("img").waitFor();
    visit.drop("video/h264-480x360-audio-mono.mp4");
    visit.card("audio-mono", "working");

    visit.page().reload();

    visit.card("audio-mono", "done");
    Locator photo = visit.card(PHOTO, "done");
    assertThat(photo.locator("img")).hasCount(1);
    Visit.button(photo, "Compare").click();
    visit.sees(photo, "The original stayed on your device.");
    photo.locator("input[type=file]").setInputFiles(RunningReelway.media("image/" + PHOTO));
    assertThat(photo.getByRole(AriaRole.SLIDER)).hasCount(1);
    assertThat(magic(visit.download(photo), 8)).isEqualTo("WEBP");
  }

  @Test
  void optionsApplyToAFileAndAreRemembered() throws Exception {
    visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    visit.page().locator("#options summary").click();
    visit.page().locator("#options").getByLabel("Width").fill("120");
    visit.page().locator("#options").getByLabel("Format").selectOption("jpeg");
    visit.drop("image/" + PHOTO);

    Locator card = visit.card(PHOTO, "done");
    assertThat(card).containsText("JPEG");
    assertThat(card).containsText("120 × ");
    visit.button("Copy as curl: " + PHOTO).click();
    visit.sees(visit.page().locator("#toasts"), "Command copied.");
    assertThat((String) visit.page().evaluate("navigator.clipboard.readText()"))
        .contains(" -F options='{\"width\":120,\"format\":\"jpeg\"}' ");

    visit.page().reload();
    assertThat(visit.page().locator("#options summary")).hasText("Options2 set");
    visit.page().locator("#options summary").click();
    assertThat(visit.page().locator("#options").getByLabel("Width")).hasValue("120");
    visit.page().getByText("Clear", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(visit.page().locator("#options").getByLabel("Width")).hasValue("");
    assertThat(visit.page().locator("#options summary")).hasText("Options");
  }

  @Test
  void aQualityToReachAndAMaximumSizeApplyToAFile() throws Exception {
    visit.page().locator("#options summary").click();
    Locator options = visit.page().locator("#options");
    options.getByLabel("Width").fill("600");
    options.getByLabel("Quality").fill("38");
    options.getByLabel("Measured as").selectOption("xpsnr");
    visit.drop("image/" + PHOTO);
    assertThat(visit.card(PHOTO, "done")).containsText(Pattern.compile("XPSNR 3[78]\\.\\d dB"));
    visit.button("Remove: " + PHOTO).click();

    visit.page().getByText("Clear", new Page.GetByTextOptions().setExact(true)).click();
    options.getByLabel("Maximum size").fill("0.02");
    visit.drop("image/" + PHOTO);
    Path small = visit.download(visit.card(PHOTO, "done")).path();
    assertThat(Files.size(small)).isLessThanOrEqualTo(20_971);
  }

  @Test
  void furtherOutputsAreOnTheCardOfAVideo() throws Exception {
    visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    visit.page().locator("#options summary").click();
    visit.page().locator("#options").getByLabel("Duration").fill("1");
    visit.page().locator("#options").getByLabel("Also make").selectOption("poster");
    visit.drop("video/h264-540p30-5s-flower.mp4");

    Locator card = visit.card("flower", "done");
    Download poster =
        visit
            .page()
            .waitForDownload(
                () -> card.getByText("poster", new Locator.GetByTextOptions()).click());
    assertThat(poster.suggestedFilename()).startsWith("h264-540p30-5s-flower");
    assertThat(magic(poster, 8)).isEqualTo("WEBP");

    visit.page().locator("#options").getByLabel("Also make").selectOption("stream");
    visit.drop("video/h264-480x360-audio-mono.mp4");
    Locator streamed = visit.card("audio-mono", "done");
    streamed.getByText("stream").click();
    visit.sees(visit.page().locator("#toasts"), "Address copied.");
    String address = (String) visit.page().evaluate("navigator.clipboard.readText()");
    assertThat(
            (String)
                visit.page().evaluate("address => fetch(address).then(all => all.text())", address))
        .startsWith("#EXTM3U");
  }

  @Test
  void aWrongOptionIsExplainedOnTheCard() throws Exception {
    visit.page().locator("#options summary").click();
    visit.page().locator("#options").getByLabel("Quality").fill("101");
    visit.drop("image/" + PHOTO);

    visit.sees(visit.card(PHOTO, "failed"), "write a whole number from 1 to 100");
  }

  @Test
  void theCopiedCommandWorks() throws Exception {
    String name = "clip \"quoted\" & 100%.webm";
    visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    visit.drop("video/" + name);
    visit.card(name);

    visit.button("Copy as curl: " + name).click();
    visit.sees(visit.page().locator("#toasts"), "Command copied.");
    String command = (String) visit.page().evaluate("navigator.clipboard.readText()");

    Process curl =
        new ProcessBuilder("bash", "-c", command)
            .directory(RunningReelway.media("video").toFile())
            .start();
    String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(answer).contains("\"jobId\"");
  }

  private static String magic(Download download, int offset) throws Exception {
    byte[] bytes = Files.readAllBytes(download.path());
    return new String(bytes, offset, 4, StandardCharsets.US_ASCII);
  }
}
