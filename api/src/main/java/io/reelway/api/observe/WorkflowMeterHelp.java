package io.reelway.api.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;

/** Describes the meters of workflows, which the engine's SDK registers without a description. */
public final class WorkflowMeterHelp implements MeterFilter {
  private static final Map<String, String> HELP =
      Map.of(
          "reelway_workers_lost",
          "Workers that stopped sending heartbeats, or failed with an error, during a stage");

  @Override
  public Meter.Id map(Meter.Id id) {
    String help = HELP.get(id.getName());
    return help == null
        ? id
        : new Meter.Id(
            id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), help, id.getType());
  }
}
