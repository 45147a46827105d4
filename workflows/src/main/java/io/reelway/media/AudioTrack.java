package io.reelway.media;

import org.jspecify.annotations.Nullable;

/**
 * An audio track of a source.
 *
 * @param index its stream number in the container, from 0
 * @param codec ffmpeg's name of its codec
 * @param channels number of channels, from 1
 * @param sampleRate samples per second
 * @param bitRate bits per second; {@code null} where no header says it
 */
public record AudioTrack(
    int index, String codec, int channels, int sampleRate, @Nullable Long bitRate)
    implements Track {}
