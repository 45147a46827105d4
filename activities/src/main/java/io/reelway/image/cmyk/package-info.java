/** Pictures in printing inks (CMYK), which ffmpeg hands out as if they were light. */
@NullMarked
package io.reelway.image.cmyk;

import org.jspecify.annotations.NullMarked;
