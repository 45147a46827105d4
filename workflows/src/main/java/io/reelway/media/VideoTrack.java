package io.reelway.media;

import org.jspecify.annotations.Nullable;

/**
 * A video track.
 *
 * @param index its stream number in the container, from 0
 * @param codec ffmpeg's name of its codec
 * @param picture the picture
 * @param frameRate average frames per second; {@code null} where unknown
 * @param interlaced whether the file says that a frame is two fields, half a frame apart in time
 */
public record VideoTrack(
    int index, String codec, Picture picture, @Nullable Rational frameRate, boolean interlaced)
    implements PictureTrack {}
