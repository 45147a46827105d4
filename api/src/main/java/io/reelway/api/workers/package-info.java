/** The workers of this process: what they register, when they start and how they stop. */
@NullMarked
package io.reelway.api.workers;

import org.jspecify.annotations.NullMarked;
