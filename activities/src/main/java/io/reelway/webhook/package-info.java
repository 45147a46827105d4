/** Tells a client's server that a job has ended. */
@NullMarked
package io.reelway.webhook;

import org.jspecify.annotations.NullMarked;
