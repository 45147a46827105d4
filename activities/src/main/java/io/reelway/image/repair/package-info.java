/** Converts images that browsers show and ffmpeg refuses to copies that ffmpeg reads. */
@NullMarked
package io.reelway.image.repair;

import org.jspecify.annotations.NullMarked;
