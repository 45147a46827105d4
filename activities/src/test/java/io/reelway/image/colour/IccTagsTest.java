package io.reelway.image.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.image.colour.ProfiledColours.UnusableProfileException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IccTagsTest {
  private static final int HEADER = 128;

  @Test
  void keepsARealProfileUnchanged() throws Exception {
    byte[] srgb = srgb();

    assertThat(IccTags.bounded(srgb.clone())).isEqualTo(srgb);
  }

  /** Without this check, the colour engine would run the whole chain for 36,000 colours. */
  @Test
  void ignoresAChainOfThirtyThousandElements() throws Exception {
    byte[] profile = withTag("D2B0", chain(30_000));

    assertThat(ColourTable.of(new Colours.Profile(profile))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mft1", "mft2"})
  void refusesATableThatClaimsMoreThanItsTagHas(String type) {
    ByteBuffer table = ByteBuffer.allocate(1000);
    table.put(type.getBytes(StandardCharsets.US_ASCII));
    table.put(8, new byte[] {3, 3, (byte) 255});

    refuses(withTag("A2B0", table.array()));
  }

  @Test
  void refusesATableWithUnequalSidesThatClaimsMoreThanItsTagHas() {
    ByteBuffer table = ByteBuffer.allocate(1000);
    table.put("mAB ".getBytes(StandardCharsets.US_ASCII));
    table.put(8, new byte[] {3, 3}).putInt(24, 32);
    table.put(32, new byte[] {(byte) 255, (byte) 255, (byte) 255});

    refuses(withTag("A2B0", table.array()));
  }

  @Test
  void refusesATableWithOtherChannelsThanTheProfile() {
    ByteBuffer table = ByteBuffer.allocate(100_000);
    table.put("mft1".getBytes(StandardCharsets.US_ASCII));
    table.put(8, new byte[] {15, 3, 2});

    refuses(withTag("A2B0", table.array()));
  }

  /** The engine copies each tag, here a hundred times the size of the profile. */
  @Test
  void refusesOverlappingTags() {
    byte[] profile = new byte[1 << 20];
    System.arraycopy(srgb(), 0, profile, 0, HEADER);
    ByteBuffer tags = ByteBuffer.wrap(profile).putInt(0, profile.length).putInt(HEADER, 90);
    for (int i = 0; i < 90; i++) {
      int at = HEADER + 4 + 12 * i;
      tags.putInt(at, 0x41414141 + i).putInt(at + 4, 2_000 + i).putInt(at + 8, 1_000_000);
    }

    refuses(profile);
  }

  @Test
  void refusesTooManyTags() {
    byte[] profile = srgb();
    ByteBuffer.wrap(profile).putInt(HEADER, 101);

    refuses(profile);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 127, 131, 140})
  void refusesATruncatedProfile(int length) {
    refuses(Arrays.copyOf(srgb(), length));
  }

  private static void refuses(byte[] profile) {
    assertThatExceptionOfType(UnusableProfileException.class)
        .isThrownBy(() -> IccTags.bounded(profile));
  }

  private static byte[] srgb() {
    return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
  }

  /** sRGB with one more tag at the end of the tag table. The data after the table moves. */
  private static byte[] withTag(String name, byte[] content) {
    byte[] srgb = srgb();
    int count = ByteBuffer.wrap(srgb).getInt(HEADER);
    int list = HEADER + 4 + 12 * count;
    ByteBuffer profile = ByteBuffer.allocate(srgb.length + 12 + content.length);
    profile.put(srgb, 0, list).put(name.getBytes(StandardCharsets.US_ASCII));
    profile.putInt(srgb.length + 12).putInt(content.length);
    profile.put(srgb, list, srgb.length - list).put(content);
    for (int i = 0; i < count; i++) {
      int at = HEADER + 4 + 12 * i + 4;
      profile.putInt(at, profile.getInt(at) + 12);
    }
    return profile.putInt(0, profile.capacity()).putInt(HEADER, count + 1).array();
  }

  /** A chain whose elements all point to one matrix, which makes every colour the same gray. */
  private static byte[] chain(int length) {
    ByteBuffer chain = ByteBuffer.allocate(16 + 8 * length + 60);
    chain.put("mpet".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    chain.putShort((short) 3).putShort((short) 3).putInt(length);
    for (int i = 0; i < length; i++) {
      chain.putInt(16 + 8 * length).putInt(60);
    }
    chain.put("matf".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    chain.putShort((short) 3).putShort((short) 3);
    for (int i = 0; i < 9; i++) {
      chain.putFloat(i % 4 == 0 ? 0.5f : 0.1f);
    }
    for (int i = 0; i < 3; i++) {
      chain.putFloat(0.1f);
    }
    return chain.array();
  }
}
