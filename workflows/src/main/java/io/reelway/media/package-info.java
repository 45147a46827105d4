/** What was received and what was measured of it: the source and its probe. */
@NullMarked
package io.reelway.media;

import org.jspecify.annotations.NullMarked;
