/** The job as a client sees it: what was accepted, which state it is in, its result or error. */
@NullMarked
package io.reelway.job;

import org.jspecify.annotations.NullMarked;
