/** The source as received, and its measured facts: the probe. */
@NullMarked
package io.reelway.media;

import org.jspecify.annotations.NullMarked;
