package io.reelway.probe;

/** What a job makes of sound without a picture. */
public enum SoundAlone {
  /** Most likely it is a mistake. */
  REFUSED,

  /** It is a source like others. */
  ACCEPTED,

  /** It is all that is wanted of a source: a picture that cannot be decoded does not matter. */
  WANTED
}
