package io.reelway.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.docs.Document;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the browser example of docs/api.md. */
@ExtendWith(PageServer.class)
class BrowserExampleTest {
  private final RunningReelway reelway;
  private final Chromium chromium;

  BrowserExampleTest(RunningReelway reelway, Chromium chromium) {
    this.reelway = reelway;
    this.chromium = chromium;
  }

  @Test
  void receivesTheEndOfAJob() throws IOException, InterruptedException {
    String example = Document.read("docs/api.md").in("js").getFirst().text();
    String id =
        reelway
            .submit(RunningReelway.media("image/exif-orientation-1.jpg"), "web")
            .json()
            .get("jobId")
            .asString();

    try (Visit visit = chromium.visit(reelway.url("/").toString(), View.DESKTOP)) {
      Object ended =
          visit
              .page()
              .evaluate(
                  """
                  (id) => new Promise((resolve) => {
                    const show = ({jobId, status}) => status === 'done' && resolve(jobId);
                    %s
                  })
                  """
                      .formatted(example),
                  id);

      assertThat(ended).isEqualTo(id);
    }
  }
}
