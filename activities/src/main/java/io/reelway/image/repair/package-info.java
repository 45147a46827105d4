/** Copies that ffmpeg reads, of images that browsers show and ffmpeg refuses. */
@NullMarked
package io.reelway.image.repair;

import org.jspecify.annotations.NullMarked;
