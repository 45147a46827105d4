/** Names and numbers as they are written and read. */
@NullMarked
package io.reelway.spec;

import org.jspecify.annotations.NullMarked;
