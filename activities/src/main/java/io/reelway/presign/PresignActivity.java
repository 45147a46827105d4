package io.reelway.presign;

import io.reelway.failure.Translation;
import io.reelway.job.Output;
import io.reelway.stage.PresignStage;

/** {@link PresignStage}: asks the signer. */
public final class PresignActivity implements PresignStage {
  private final LinkSigner signer;

  public PresignActivity(LinkSigner signer) {
    this.signer = signer;
  }

  @Override
  public Presigned presign(Output output) {
    return Translation.of(() -> new Presigned(signer.sign(output).orElse(null)));
  }
}
