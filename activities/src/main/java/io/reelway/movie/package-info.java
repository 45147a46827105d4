/** Copies of videos without their metadata: only picture and sound stay. */
@NullMarked
package io.reelway.movie;

import org.jspecify.annotations.NullMarked;
