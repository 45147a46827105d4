package io.reelway.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class WorkflowMeterHelpTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();

  WorkflowMeterHelpTest() {
    meters.config().meterFilter(new WorkflowMeterHelp());
  }

  @Test
  void theCounterOfLostWorkersHasAHelpTextAndKeepsItsTags() {
    Counter counter = meters.counter("reelway_workers_lost", "stage", "encode");

    assertThat(counter.getId().getDescription())
        .startsWith("Workers that stopped sending heartbeats");
    assertThat(counter.getId().getTag("stage")).isEqualTo("encode");
  }

  @Test
  void otherMetersStayUnchanged() {
    assertThat(meters.counter("temporal_request_failure").getId().getDescription()).isNull();
  }
}
