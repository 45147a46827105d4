package io.reelway.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Downloads outputs. An interrupted transfer resumes; each attempt requests a fresh link. */
final class Download {
  private static final int MOST_HOPS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Transport transport;
  private final RandomGenerator random = RandomGenerator.getDefault();

  Download(Transport transport) {
    this.transport = transport;
  }

  /**
   * The file that a download must be.
   *
   * @param route where it is fetched
   * @param bytes its size
   * @param sha256 its checksum, if the server states one
   */
  record Expected(String route, long bytes, Optional<String> sha256) {
    /** The main output of a job. */
    static Expected of(String jobId, JobResult result) {
      return new Expected(Paths.download(jobId), result.outputBytes(), result.sha256());
    }
  }

  /** The output as a stream, in a single attempt; the caller must close it. */
  InputStream open(String route) {
    return transport.retrying(
        () -> true,
        () -> {
          HttpResponse<Received<InputStream>> response =
              follow(
                  route,
                  request -> {},
                  info ->
                      info.statusCode() == 200
                          ? Optional.of(WatchedStream.subscriber(transport.stillness()))
                          : Optional.empty(),
                  new Watch());
          return response.body().wanted().orElseThrow(() -> Received.answer(response).failure());
        });
  }

  /** The output as a file, complete and verified. */
  void toFile(Expected expected, Path target, TransferListener listener) {
    try (PartialFile file = PartialFile.beside(target)) {
      Transfer transfer = new Transfer(expected, file, listener);
      transfer.run();
      if (!transfer.isRight()) {
        file.restart();
        transfer.run();
        if (!transfer.isRight()) {
          throw ReelwayException.client(
              "checksum-mismatch",
              "The download differed twice from the size or hash that the server states.",
              null);
        }
      }
      file.publish();
    } catch (IOException e) {
      throw ReelwayException.localFile(e);
    }
  }

  /** Follows a redirect of the server; requests to other servers carry no key. */
  private <T> HttpResponse<Received<T>> follow(
      String route,
      Consumer<HttpRequest.Builder> headers,
      Function<ResponseInfo, Optional<BodySubscriber<T>>> wanted,
      Watch watch) {
    URI uri = transport.uri(route);
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      HttpRequest.Builder request = transport.request(uri).GET();
      headers.accept(request);
      HttpResponse<Received<T>> response;
      try {
        response =
            transport.exchange(
                request.build(), Received.either(wanted), watch, transport.stillness());
      } catch (IOException e) {
        throw Transport.broken(e);
      }
      Optional<String> location = response.headers().firstValue("Location");
      if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
        return response;
      }
      uri = uri.resolve(location.get());
    }
    throw ReelwayException.client(
        "unexpected-answer", "The download was redirected " + MOST_HOPS + " times.", null);
  }

  /** The download of one file. */
  private final class Transfer {
    private final Expected expected;
    private final PartialFile file;
    private final TransferListener listener;
    private Optional<String> tag = Optional.empty();

    Transfer(Expected expected, PartialFile file, TransferListener listener) {
      this.expected = expected;
      this.file = file;
      this.listener = listener;
    }

    /** Continues until the file is complete. Only attempts without new bytes count as failed. */
    void run() throws IOException {
      int failed = 0;
      while (file.size() != expected.bytes() || file.size() == 0) {
        long before = file.size();
        try {
          attempt();
          return;
        } catch (ReelwayException e) {
          failed = file.size() > before ? 1 : failed + 1;
          if (!e.retriable() || failed >= transport.retries().attempts()) {
            throw e;
          }
          transport.pause(transport.retries().pause(failed, e.retryAfter(), random));
        }
      }
    }

    private void attempt() throws IOException {
      Watch watch = new Watch();
      long from = file.size();
      FileSubscriber whole = subscriber(true, watch);
      FileSubscriber rest = subscriber(false, watch);
      try {
        HttpResponse<Received<FileSubscriber.End>> response =
            follow(
                expected.route(),
                request -> askForRest(request, from),
                info -> isRest(info, from) ? Optional.of(rest) : isWhole(info, whole),
                watch);
        Optional<FileSubscriber.End> end = response.body().wanted();
        if (end.isEmpty()) {
          throw refused(response);
        }
        if (end.get().localFailure().isPresent()) {
          throw end.get().localFailure().get();
        }
      } finally {
        whole.stop();
        rest.stop();
      }
    }

    private FileSubscriber subscriber(boolean fromStart, Watch watch) {
      return new FileSubscriber(
          file, fromStart, watch, listener, OptionalLong.of(expected.bytes()));
    }

    private void askForRest(HttpRequest.Builder request, long from) {
      if (from > 0) {
        request.header("Range", "bytes=" + from + "-");
        tag.ifPresent(same -> request.header("If-Range", same));
      }
    }

    private boolean isRest(ResponseInfo info, long from) {
      return info.statusCode() == 206
          && info.headers()
              .firstValue("Content-Range")
              .filter(range -> range.startsWith("bytes " + from + "-"))
              .isPresent();
    }

    private Optional<BodySubscriber<FileSubscriber.End>> isWhole(
        ResponseInfo info, FileSubscriber whole) {
      if (info.statusCode() != 200) {
        return Optional.empty();
      }
      tag = info.headers().firstValue("ETag").filter(value -> !value.startsWith("W/"));
      return Optional.of(whole);
    }

    /** Restarts at the first byte if an answer does not fit the bytes so far. */
    private ReelwayException refused(HttpResponse<? extends Received<?>> response)
        throws IOException {
      if (response.statusCode() == 416 || response.statusCode() == 206) {
        file.restart();
        return Transport.broken(new IOException("the server cannot resume the download"));
      }
      return Received.answer(response).failure();
    }

    boolean isRight() {
      return file.size() == expected.bytes()
          && expected.sha256().filter(sum -> !sum.equalsIgnoreCase(file.sha256Hex())).isEmpty();
    }
  }
}
