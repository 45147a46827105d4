/** The workflow of a job, from source to signed result. */
@NullMarked
package io.reelway.optimize;

import org.jspecify.annotations.NullMarked;
