package io.reelway.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A server without keys that its operator has opened to the network. */
@ExtendWith(OutputCaptureExtension.class)
class OpenToEveryoneTest {
  @Test
  void startsAndWarnsHowToCreateAKey(@TempDir Path data, CapturedOutput output) throws Exception {
    try (RunningReelway reelway = RunningReelway.start(data, "server.address=0.0.0.0");
        Socket elsewhere = new Socket("127.0.0.2", reelway.port())) {
      assertThat(elsewhere.isConnected()).isTrue();
      assertThat(output.getAll().lines())
          .anyMatch(line -> line.contains("WARN") && line.contains("ANYONE"));
      assertThat(output).contains("without a key, from the network", Exposure.MAKE_A_KEY);
    }
  }
}
