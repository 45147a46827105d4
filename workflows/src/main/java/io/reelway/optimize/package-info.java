/** The workflow of a job, from its source to its signed outputs. */
@NullMarked
package io.reelway.optimize;

import org.jspecify.annotations.NullMarked;
