/** Accepted jobs end correctly and exactly once, whatever process is killed. */
@NullMarked
package io.reelway.api.durability;

import org.jspecify.annotations.NullMarked;
