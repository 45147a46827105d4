/** Copies of images that ffmpeg reads, where it refuses what browsers show. */
@NullMarked
package io.reelway.image.repair;

import org.jspecify.annotations.NullMarked;
