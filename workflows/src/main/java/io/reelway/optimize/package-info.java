/** The story of a job: the workflow that walks from source to signed result. */
@NullMarked
package io.reelway.optimize;

import org.jspecify.annotations.NullMarked;
