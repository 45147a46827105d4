/** Sections 1 to 4 of the HTTP contract, line by line. */
@NullMarked
package io.reelway.api.jobs;

import org.jspecify.annotations.NullMarked;
