/** Planning: the decision which renditions to make of a source. */
@NullMarked
package io.reelway.planning;

import org.jspecify.annotations.NullMarked;
