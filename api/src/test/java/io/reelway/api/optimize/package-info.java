/** The synchronous route. */
@NullMarked
package io.reelway.api.optimize;

import org.jspecify.annotations.NullMarked;
