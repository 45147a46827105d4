/** How much was saved, over all jobs that are done. */
@NullMarked
package io.reelway.usage;

import org.jspecify.annotations.NullMarked;
