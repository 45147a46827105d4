/** Names and numbers as they are written and read. */
@NullMarked
package io.reelway.plan;

import org.jspecify.annotations.NullMarked;
