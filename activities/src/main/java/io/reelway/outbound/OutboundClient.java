package io.reelway.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls servers that clients have named. A host is resolved once for each connection; the addresses
 * that were checked are those that are connected to, so a name that changes its mind between the
 * two gains nothing. Redirects are answers like any other, proxies and cookies are not used.
 * Thread-safe.
 */
public final class OutboundClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboundClient.class);

  /** Bytes that are read of the body of an answer to a POST. */
  private static final int LONGEST_ANSWER = 64 * 1024;

  /** A server that sends the head of its answer byte by byte keeps its caller no longer. */
  private static final Duration LONGEST_POST = Duration.ofSeconds(40);

  /** How long the body of an answer to a POST is read. */
  private static final Duration LONGEST_BODY = Duration.ofSeconds(2);

  /**
   * Clients never need as many headers, nor as long ones: a server that sends them without end
   * would fill our memory.
   */
  private static final Http1Config HEADERS =
      Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16 * 1024).build();

  private final OutboundSettings settings;
  private final CloseableHttpClient http;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("outbound-watch").factory());

  public OutboundClient(OutboundSettings settings) {
    this.settings = settings;
    Timeout timeout = Timeout.of(settings.timeout());
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new GuardedResolver(settings.allowPrivate()))
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(HEADERS)
                            .responseParserFactory(new AnswerHeads(HEADERS))
                            .build())
                    .setMaxConnTotal(settings.fetches() + settings.webhooks())
                    .setMaxConnPerRoute(settings.fetches() + settings.webhooks())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(timeout)
                            .setSocketTimeout(timeout)
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout).build())
            .setUserAgent("Reelway")
            .setConnectionReuseStrategy((request, response, context) -> false)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  /**
   * Fetches a resource; breaks off a server that is too slow, see {@link ServerSpeed}.
   *
   * @param stopWith is given what breaks the transfer off from another thread
   * @param reader reads the answer while it arrives
   */
  public <T> T get(URI url, Consumer<Runnable> stopWith, Reader<T> reader) throws IOException {
    HttpGet request = new HttpGet(url);
    stopWith.accept(request::cancel);
    ServerSpeed speed = new ServerSpeed(settings, System::nanoTime);
    speed.await();
    Future<?> watcher =
        watch.scheduleAtFixedRate(() -> stop(request, speed), 1, 1, TimeUnit.SECONDS);
    ClassicHttpResponse response = null;
    try {
      response = http.executeOpen(null, request, null);
      speed.received(0);
      return reader.read(answer(response, speed));
    } catch (IOException broken) {
      throw speed.isTooSlow() ? new SlowServerException(broken) : broken;
    } finally {
      watcher.cancel(false);
      // To close an answer means to read the rest of it, unless the connection is gone.
      request.cancel();
      Closer.closeQuietly(response);
    }
  }

  /** From outside: a read may last as long as it likes, with a byte now and then. */
  private static void stop(HttpGet request, ServerSpeed speed) {
    if (speed.isTooSlow()) {
      request.cancel();
    }
  }

  /**
   * Sends JSON. The status is the answer; what follows it is read for a moment, so that the server
   * can end in peace, and forgotten. A body that is long, slow or broken changes nothing.
   *
   * @return the HTTP status
   */
  public int post(URI url, Map<String, String> headers, byte[] json) throws IOException {
    HttpUriRequestBase request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    Future<?> end = cancelAfter(LONGEST_POST, request);
    ClassicHttpResponse response = null;
    try {
      response = http.executeOpen(null, request, null);
      end.cancel(false);
      end = cancelAfter(LONGEST_BODY, request);
      forget(response.getEntity());
      return response.getCode();
    } finally {
      end.cancel(false);
      request.cancel();
      Closer.closeQuietly(response);
    }
  }

  private Future<?> cancelAfter(Duration time, HttpUriRequestBase request) {
    return watch.schedule(request::cancel, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void forget(@Nullable HttpEntity body) {
    if (body == null) {
      return;
    }
    try {
      body.getContent().readNBytes(LONGEST_ANSWER);
    } catch (IOException broken) {
      LOG.debug("The body of an answer could not be read, reason={}", broken.getMessage());
    }
  }

  private static Answer answer(ClassicHttpResponse response, ServerSpeed speed) throws IOException {
    return new Answer(
        response.getCode(),
        header(response, HttpHeaders.CONTENT_TYPE),
        header(response, "Content-Disposition"),
        response.getEntity() == null
            ? InputStream.nullInputStream()
            : new MeasuredStream(response.getEntity().getContent(), speed));
  }

  private static String header(ClassicHttpResponse response, String name) {
    var header = response.getFirstHeader(name);
    return header == null ? "" : header.getValue();
  }

  @Override
  public void close() throws IOException {
    watch.shutdownNow();
    http.close();
  }

  /**
   * The answer of a server.
   *
   * @param contentType empty when it said none
   * @param contentDisposition empty when it said none
   */
  public record Answer(
      int status, String contentType, String contentDisposition, InputStream content) {}

  /** Reads an answer while it arrives. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Answer answer) throws IOException;
  }

  private record GuardedResolver(boolean allowPrivate) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return allowPrivate ? InetAddress.getAllByName(host) : AddressGuard.publicAddresses(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
