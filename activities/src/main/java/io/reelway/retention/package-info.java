/** How long jobs are kept, and erasing them after that. */
@NullMarked
package io.reelway.retention;

import org.jspecify.annotations.NullMarked;
