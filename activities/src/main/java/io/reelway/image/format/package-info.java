/** Headers of JPEG, PNG, GIF, WebP, TIFF and BMP, and the frames of animated PNG and WebP. */
@NullMarked
package io.reelway.image.format;

import org.jspecify.annotations.NullMarked;
