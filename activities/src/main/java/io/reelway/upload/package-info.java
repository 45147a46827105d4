/** Bringing an output into the store. */
@NullMarked
package io.reelway.upload;

import org.jspecify.annotations.NullMarked;
