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
 * Someone who uses the page. Closing it fails when the page's scripts threw anything or tried what
 * the page's policy forbids.
 */
final class Visit implements AutoCloseable {
  /** A video takes this long on a busy machine. */
  private static final double PATIENCE_MILLIS = 60_000;

  /** What a browser says of files with these endings. */
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

  /** The browser's own settings of this visit. */
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

  /** What the page shows of a file. */
  Locator card(String name) {
    return page.locator(".card").filter(new FilterOptions().setHasText(name));
  }

  /** What the page shows of a file, once it is in that phase. */
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

  /** Waits for that text in an element. */
  void sees(Locator within, String text) {
    within.getByText(text).first().waitFor();
  }

  /** How often the page has sent a file. */
  int submits() {
    return submits.get();
  }

  /** Takes a file home. */
  Download download(Locator card) {
    return page.waitForDownload(() -> button(card, "Download").click());
  }

  /** Makes the network slow in the direction of the server. */
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
    assertThat(complaints).as("what the browser complained about").isEmpty();
  }
}
