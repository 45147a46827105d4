/** Comparing an output with what its plan expects. */
@NullMarked
package io.reelway.verify;

import org.jspecify.annotations.NullMarked;
