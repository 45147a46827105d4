/** Whether clocks agree. */
@NullMarked
package io.reelway.clock;

import org.jspecify.annotations.NullMarked;
