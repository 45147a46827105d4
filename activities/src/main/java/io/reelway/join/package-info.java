/** Joining: the parts of a divided video become one file again. */
@NullMarked
package io.reelway.join;

import org.jspecify.annotations.NullMarked;
