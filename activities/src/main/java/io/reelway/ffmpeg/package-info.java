/** The border to the hostile world: finding, starting, watching and killing ffmpeg and ffprobe. */
@NullMarked
package io.reelway.ffmpeg;

import org.jspecify.annotations.NullMarked;
