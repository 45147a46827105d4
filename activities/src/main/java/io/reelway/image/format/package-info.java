/** Headers of JPEG, PNG, GIF, WebP, TIFF and BMP, and animations in WebP. */
@NullMarked
package io.reelway.image.format;

import org.jspecify.annotations.NullMarked;
