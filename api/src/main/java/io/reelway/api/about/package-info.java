/** Routes about the service itself: limits, totals, health. */
@NullMarked
package io.reelway.api.about;

import org.jspecify.annotations.NullMarked;
