/** Disk space of this process for files that are not finished. */
@NullMarked
package io.reelway.scratch;

import org.jspecify.annotations.NullMarked;
