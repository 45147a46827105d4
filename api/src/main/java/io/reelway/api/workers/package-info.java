/** The Temporal workers of this process: registration, start and stop. */
@NullMarked
package io.reelway.api.workers;

import org.jspecify.annotations.NullMarked;
