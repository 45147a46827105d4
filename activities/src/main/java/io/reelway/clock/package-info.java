/** Checks whether the clocks of engine and host agree. */
@NullMarked
package io.reelway.clock;

import org.jspecify.annotations.NullMarked;
