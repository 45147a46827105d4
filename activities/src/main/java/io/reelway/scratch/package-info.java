/** Disk space for the unfinished files of this process. */
@NullMarked
package io.reelway.scratch;

import org.jspecify.annotations.NullMarked;
