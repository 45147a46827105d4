package io.reelway.image.colour;

/**
 * The curve that spreads the values of a channel over the grid of a {@link ColourTable}. It is
 * even, unless equal steps of a value look very different. In linear light, for example, an even
 * curve would put all dark colours between the first two points.
 */
final class ShaperCurve {
  static final int SAMPLES = 1025;

  /**
   * A curve that differs from the even one by no more than this counts as even: a gamma of 1.8 to
   * 2.6, or a similar curve.
   */
  private static final float NEAR = 0.1f;

  /**
   * The share of the even curve in every curve. It keeps the curve rising where grays no longer
   * change but other colours may.
   */
  private static final float SHARE = 0.25f;

  private static final ShaperCurve EVEN = even();

  /** The positions of the samples on the grid, 0 to 1, ascending. */
  private final float[] places;

  private ShaperCurve(float[] places) {
    this.places = places;
  }

  private static ShaperCurve even() {
    float[] places = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      places[i] = i / (SAMPLES - 1f);
    }
    return new ShaperCurve(places);
  }

  /** Gray triples whose values rise evenly from 0 to 1. */
  static float[] grays() {
    return EVEN.curve();
  }

  /**
   * Makes a curve on which equal steps look equal.
   *
   * @param shown the {@link #grays} converted to sRGB
   */
  static ShaperCurve of(float[] shown) {
    float black = shown[1];
    float range = shown[3 * (SAMPLES - 1) + 1] - black;
    if (range <= 0) {
      return EVEN;
    }
    float[] places = new float[SAMPLES];
    float furthest = 0;
    float brightest = 0;
    for (int i = 0; i < SAMPLES; i++) {
      brightest = Math.clamp((shown[3 * i + 1] - black) / range, brightest, 1);
      places[i] = SHARE * EVEN.places[i] + (1 - SHARE) * brightest;
      furthest = Math.max(furthest, Math.abs(places[i] - EVEN.places[i]));
    }
    return furthest > NEAR ? new ShaperCurve(places) : EVEN;
  }

  boolean isEven() {
    return this == EVEN;
  }

  /** The curve as triples, for evenly rising values. */
  float[] curve() {
    float[] curve = new float[3 * SAMPLES];
    for (int i = 0; i < curve.length; i++) {
      curve[i] = places[i / 3];
    }
    return curve;
  }

  /** The inverse of the curve: the value, 0 to 1, at a position on the grid, 0 to 1. */
  float valueAt(float place) {
    int next = 1;
    while (next < SAMPLES - 1 && places[next] < place) {
      next++;
    }
    float share = (place - places[next - 1]) / (places[next] - places[next - 1]);
    return (next - 1 + share) / (SAMPLES - 1);
  }
}
