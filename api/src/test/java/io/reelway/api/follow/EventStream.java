package io.reelway.api.follow;

import io.reelway.api.RunningReelway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events to the end of the stream, as the HTML standard defines. */
public final class EventStream {
  private static final JsonMapper JSON = new JsonMapper();

  private EventStream() {}

  /** An event with its id and data. */
  public record Event(String id, JsonNode data) {}

  /** All events of a path until the server ends the stream. */
  public static List<Event> read(RunningReelway reelway, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = reelway.request(path).header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Stream<String>> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      return events(response.body());
    }
  }

  static List<Event> events(Stream<String> lines) {
    List<Event> events = new ArrayList<>();
    Map<String, String> fields = new java.util.HashMap<>();
    lines.forEach(line -> {
      if (line.isEmpty()) {
        if (fields.containsKey("data")) {
          events.add(new Event(fields.getOrDefault("id", ""), JSON.readTree(fields.get("data"))));
        }
        fields.clear();
      } else if (!line.startsWith(":")) {
        String[] field = line.split(": ?", 2);
        fields.merge(field[0], field[1], (before, more) -> before + "\n" + more);
      }
    });
    return events;
  }
}
