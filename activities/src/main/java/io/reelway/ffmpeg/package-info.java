/** Finds, starts, watches and kills ffmpeg and ffprobe, the programs that read hostile files. */
@NullMarked
package io.reelway.ffmpeg;

import org.jspecify.annotations.NullMarked;
