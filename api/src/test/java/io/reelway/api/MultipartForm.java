package io.reelway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds a {@code multipart/form-data} body as browsers and curl write it. */
public final class MultipartForm {
  private static final String BOUNDARY = "reelway-test-boundary";

  private final List<BodyPublisher> parts = new ArrayList<>();

  public String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  public MultipartForm field(String name, String value) {
    return part("form-data; name=\"" + name + "\"", "", BodyPublishers.ofString(value));
  }

  public MultipartForm file(String name, String filename, String type, Path content)
      throws FileNotFoundException {
    return file(name, filename, type, BodyPublishers.ofFile(content));
  }

  public MultipartForm file(String name, String filename, String type, BodyPublisher content) {
    return part(
        "form-data; name=\"" + name + "\"; filename=\"" + filename + "\"",
        "Content-Type: " + type + "\r\n",
        content);
  }

  public BodyPublisher body() {
    List<BodyPublisher> all = new ArrayList<>(parts);
    all.add(BodyPublishers.ofString("--" + BOUNDARY + "--\r\n"));
    return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
  }

  private MultipartForm part(String disposition, String moreHeaders, BodyPublisher content) {
    String head =
        "--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n" + moreHeaders + "\r\n";
    parts.add(BodyPublishers.ofString(head, UTF_8));
    parts.add(content);
    parts.add(BodyPublishers.ofString("\r\n"));
    return this;
  }
}
