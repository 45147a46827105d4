/**
 * The job as a client sees it: what was accepted, which state it is in, what came out or went
 * wrong.
 */
@NullMarked
package io.reelway.job;

import org.jspecify.annotations.NullMarked;
