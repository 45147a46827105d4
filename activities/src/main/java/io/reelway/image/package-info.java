/** What image files say about their picture beside its pixels, where ffmpeg is blind or silent. */
@NullMarked
package io.reelway.image;

import org.jspecify.annotations.NullMarked;
