/** Retention: how long jobs are kept, and how they are erased afterwards. */
@NullMarked
package io.reelway.retention;

import org.jspecify.annotations.NullMarked;
