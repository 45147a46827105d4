/** Facts in image files, besides the pixels, that ffmpeg does not read or does not report. */
@NullMarked
package io.reelway.image;

import org.jspecify.annotations.NullMarked;
