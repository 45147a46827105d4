package io.reelway.api.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.reelway.api.connections.Connections.Admission;
import io.reelway.media.ByteSize;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Uses limits of twelve connections in total and ten per address. */
class ConnectionsTest {
  private final Connections connections =
      new Connections(
          new ConnectionSettings(
              12, 10, Duration.ofSeconds(1), Duration.ofSeconds(1), new ByteSize(1)));
  private final InetAddress here = address(1);
  private final InetAddress there = address(2);

  @Test
  void theLongestIdleConnectionIsClosedForANewOne() {
    Channel busy = open(here);
    connections.begin(busy);
    Channel first = open(here);
    fill(here, 8);

    Admission admission = connections.open(new EmbeddedChannel(), here);

    assertThat(admission.victim()).contains(first);
    assertThat(connections.begin(first)).as("a request of the closed one").isFalse();
    assertThat(connections.open()).isEqualTo(10);
  }

  @Test
  void anAddressAtItsLimitLosesItsOwnConnection() {
    Channel others = open(there);
    fill(here, 10);

    assertThat(connections.open(new EmbeddedChannel(), here).victim())
        .isPresent()
        .get()
        .isNotEqualTo(others);
  }

  @Test
  void aNewConnectionIsRefusedWhenAllAreBusy() {
    for (int i = 0; i < 10; i++) {
      connections.begin(open(here));
    }

    assertThat(connections.open(new EmbeddedChannel(), here).admitted()).isFalse();
    assertThat(connections.open(new EmbeddedChannel(), there).admitted()).isTrue();
  }

  @Test
  void aTenthOfTheConnectionsOfAnAddressIsReservedForHealth() {
    Channel last = open(here);
    for (int i = 0; i < 9; i++) {
      connections.begin(open(here));
    }
    assertThat(connections.isCrowded(last)).isFalse();
    connections.begin(last);

    assertThat(connections.isCrowded(last)).isTrue();
    assertThat(connections.isCrowded(open(there))).isFalse();
  }

  @Test
  void countsOpenConnections() {
    Channel one = open(here);
    connections.begin(one);
    connections.begin(one);
    open(there);
    assertThat(connections.busy()).isEqualTo(1);

    connections.end(one);
    connections.end(one);
    assertThat(connections.busy()).isZero();

    connections.begin(one);
    connections.close(one);
    connections.close(one);
    assertThat(connections.busy()).isZero();
    assertThat(connections.open()).isEqualTo(1);
  }

  private void fill(InetAddress address, int count) {
    for (int i = 0; i < count; i++) {
      open(address);
    }
  }

  private Channel open(InetAddress address) {
    Channel channel = new EmbeddedChannel();
    assertThat(connections.open(channel, address).admitted()).isTrue();
    return channel;
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
