package io.reelway.presign;

import io.reelway.failure.FailureMapper;
import io.reelway.job.Artifact;
import io.reelway.stage.PresignStage;

/** {@link PresignStage}: asks the signer. */
public final class PresignActivity implements PresignStage {
  private final LinkSigner signer;

  public PresignActivity(LinkSigner signer) {
    this.signer = signer;
  }

  @Override
  public Presigned presign(Artifact artifact) {
    return FailureMapper.of(() -> new Presigned(signer.sign(artifact.file()).orElse(null)));
  }
}
