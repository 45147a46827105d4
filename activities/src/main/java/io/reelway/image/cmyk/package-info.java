/** CMYK images, which ffmpeg cannot convert. */
@NullMarked
package io.reelway.image.cmyk;

import org.jspecify.annotations.NullMarked;
