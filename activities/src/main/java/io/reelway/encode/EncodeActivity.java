package io.reelway.encode;

import io.reelway.failure.Heartbeat;
import io.reelway.plan.Workload;
import io.reelway.stage.EncodeStage;
import java.util.function.UnaryOperator;

/** {@link EncodeStage} on this host. */
public final class EncodeActivity implements EncodeStage {
  private final RenditionEncoder encoder;

  public EncodeActivity(RenditionEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public Encoded encode(EncodeRequest request) {
    Heartbeat.Body<Encoded> body =
        heartbeat -> encoder.encode(request, heartbeat, UnaryOperator.identity());
    // The first heartbeat names the host at once, so that a later attempt can find a long encode.
    return request.attempt().workload() == Workload.HEAVY
        ? Heartbeat.during(encoder.begun(request), body)
        : Heartbeat.during(body);
  }
}
