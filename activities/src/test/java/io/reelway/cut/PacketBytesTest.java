package io.reelway.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.plan.ByteSpan;
import org.junit.jupiter.api.Test;

class PacketBytesTest {
  @Test
  void aPartIsReadFromItsKeyFrameUntilSomePacketsAfterItsEnd() {
    PacketBytes.Builder packets = packets(1000);

    assertThat(packets.build(0, 0.04).span(10.0, 20)).isEqualTo(new ByteSpan(25_000, 61_400));
  }

  /** Each packet takes memory, and a packet may be a single byte. */
  @Test
  void thePlacesOfVeryManyPacketsAreUnknown() {
    PacketBytes.Builder packets = packets(1_000_001);

    assertThat(packets.build(0, 0.04).span(10.0, 20)).isNull();
  }

  /** Packets of 100 bytes, of which every tenth is a key frame. */
  private static PacketBytes.Builder packets(int count) {
    PacketBytes.Builder packets = new PacketBytes.Builder();
    for (int i = 0; i < count; i++) {
      packets.add(Integer.toString(i), i % 10 == 0, Long.toString(100L * i), "100");
    }
    return packets;
  }
}
