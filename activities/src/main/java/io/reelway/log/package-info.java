/** Logging code that several packages share. */
@NullMarked
package io.reelway.log;

import org.jspecify.annotations.NullMarked;
