package io.reelway.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.junit.jupiter.api.Test;

class SourceServerFailureTest {
  private final SourceServerFailure first = new SourceServerFailure(1);
  private final SourceServerFailure third = new SourceServerFailure(3);

  @Test
  void aCertificateThatIsNotValidIsFinalAtOnce() {
    IOException expired = new SSLHandshakeException("PKIX path validation failed");
    expired.initCause(new CertificateException("expired"));

    assertFinal(first.of(expired), "certificate");
    assertFinal(first.of(new SSLPeerUnverifiedException("another host")), "certificate");
  }

  @Test
  void otherFailuresOfTlsAreFinalAtTheThirdAttempt() {
    SSLException broken = new SSLHandshakeException("Remote host terminated the handshake");

    assertRetried(first.of(broken), "TLS");
    assertFinal(third.of(broken), "TLS");
  }

  @Test
  void silenceAndAConnectionThatIsRefusedAreToldApart() {
    assertRetried(third.of(new SocketTimeoutException("Read timed out")), "does not answer");
    assertRetried(third.of(new ConnectTimeoutException("late")), "cannot be reached");
    assertRetried(third.of(new ConnectException("refused")), "cannot be reached");
  }

  @Test
  void aBodyThatBreaksOffIsRetriedLongerThanOneThatIsMalformed() {
    assertRetried(third.during(new TruncatedChunkException("early")), "aborted");
    assertRetried(third.during(new IOException("reset")), "aborted");
    assertRetried(first.during(new MalformedChunkCodingException("x")), "not valid HTTP");
    assertFinal(third.during(new MalformedChunkCodingException("x")), "not valid HTTP");
  }

  private static void assertFinal(StageException failure, String words) {
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_INPUT);
    assertThat(failure).hasMessageContaining(words);
  }

  private static void assertRetried(StageException failure, String words) {
    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failure).hasMessageContaining(words);
  }
}
