package io.reelway.encode;

import io.reelway.encode.InFlightEncodes.Running;
import io.reelway.failure.Heartbeat;
import io.reelway.stage.EncodeStage.EncodeRequest;
import io.reelway.stage.EncodeStage.Encoded;
import io.reelway.stage.RejoinStage;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.Optional;

/** {@link RejoinStage} on this host. */
public final class RejoinActivity implements RejoinStage {
  private final InFlightEncodes running;
  private final EncodedFiles encoded;

  public RejoinActivity(InFlightEncodes running, EncodedFiles encoded) {
    this.running = running;
    this.encoded = encoded;
  }

  @Override
  public Encoded rejoin(EncodeRequest request) {
    return Heartbeat.during(heartbeat -> rejoin(request, heartbeat));
  }

  private Encoded rejoin(EncodeRequest request, Heartbeat heartbeat)
      throws IOException, InterruptedException {
    Optional<Running> here = running.find(request);
    return here.isPresent()
        ? here.get().join(heartbeat)
        : encoded.find(request).orElseThrow(RejoinActivity::unknown);
  }

  private static ApplicationFailure unknown() {
    return ApplicationFailure.newBuilder()
        .setMessage("This host has no such encode.")
        .setType(NOT_HERE)
        .setNonRetryable(true)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }
}
