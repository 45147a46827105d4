package io.reelway.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.reelway.api.RunningReelway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A user's visit to the page. {@code close} fails if a script of the page threw an error or
 * violated the page's policy.
 */
final class Visit implements AutoCloseable {
  /** Long enough for a video on a busy machine. */
  private static final double PATIENCE_MILLIS = 60_000;

  /** The media types that a browser reports for these file endings. */
  private static final Map<String, String> TYPES =
      Map.of(
          ".mp4", "video/mp4", ".jpg", "image/jpeg", ".svg", "image/svg+xml", ".mp3", "audio/mpeg");

  private static final String FILES_AS_DROPPED =
      """
      files => {
        const transfer = new DataTransfer();
        for (const { name, type, data } of files) {
          const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
          transfer.items.add(new File([bytes], name, { type }));
        }
        return transfer;
      }
      """;

  private final BrowserContext context;
  private final Page page;
  private final AtomicInteger submits = new AtomicInteger();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  Visit(BrowserContext context, String url) {
    this.context = context;
    this.page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onPageError(complaints::add);
    page.onRequest(request -> {
      if (request.method().equals("POST") && request.url().endsWith("/api/media/jobs")) {
        submits.incrementAndGet();
      }
    });
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        complaints.add(message.text());
      }
    });
    page.navigate(url);
  }

  Page page() {
    return page;
  }

  /** The browser context of this visit. */
  BrowserContext context() {
    return context;
  }

  /** Drops files from outside onto the page. */
  void drop(Path... files) throws IOException {
    List<Map<String, String>> contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(
          Map.of(
              "name", file.getFileName().toString(),
              "type", typeByName(file),
              "data", Base64.getEncoder().encodeToString(Files.readAllBytes(file))));
    }
    page.locator(".preset").first().waitFor();
    JSHandle transfer = page.evaluateHandle(FILES_AS_DROPPED, contents);
    for (String event : List.of("dragenter", "dragover", "drop")) {
      page.dispatchEvent("#drop", event, Map.of("dataTransfer", transfer));
    }
  }

  void drop(String... corpusNames) throws IOException {
    Path[] files = new Path[corpusNames.length];
    for (int i = 0; i < files.length; i++) {
      files[i] = RunningReelway.media(corpusNames[i]);
    }
    drop(files);
  }

  private static String typeByName(Path file) {
    String name = file.toString();
    return TYPES.entrySet().stream()
        .filter(type -> name.endsWith(type.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** The card of a file. */
  Locator card(String name) {
    return page.locator(".card").filter(new FilterOptions().setHasText(name));
  }

  /** The card of a file, after it has reached that phase. */
  Locator card(String name, String phase) {
    Locator card =
        page.locator(".card[data-phase=" + phase + "]")
            .filter(new FilterOptions().setHasText(name));
    card.waitFor();
    return card;
  }

  /** The id of the file's job at the server. */
  String jobId(String name) {
    return card(name).getAttribute("data-job");
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  static Locator button(Locator within, String name) {
    return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  /** Waits until an element has that text. */
  void sees(Locator within, String text) {
    within.getByText(text).first().waitFor();
  }

  /** The number of uploads of the page. */
  int submits() {
    return submits.get();
  }

  /** Downloads a file. */
  Download download(Locator card) {
    return page.waitForDownload(() -> button(card, "Download").click());
  }

  /** Slows uploads down. */
  void slowUploads(int bytesPerSecond) {
    CDPSession session = context.newCDPSession(page);
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", 0);
    conditions.addProperty("downloadThroughput", -1);
    conditions.addProperty("uploadThroughput", bytesPerSecond);
    session.send("Network.enable");
    session.send("Network.emulateNetworkConditions", conditions);
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).as("errors that the browser reported").isEmpty();
  }
}
