/** The story of a job, told with stages that tests control and a clock that skips. */
@NullMarked
package io.reelway.optimize;

import org.jspecify.annotations.NullMarked;
