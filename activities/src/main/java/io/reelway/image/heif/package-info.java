/** The boxes of HEIC and AVIF files: items, tracks, tiles, transforms. */
@NullMarked
package io.reelway.image.heif;

import org.jspecify.annotations.NullMarked;
