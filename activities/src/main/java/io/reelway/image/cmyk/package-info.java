/** Images in printing inks (CMYK), whose values ffmpeg treats as light. */
@NullMarked
package io.reelway.image.cmyk;

import org.jspecify.annotations.NullMarked;
