/** What was accepted ends, rightly and once, whatever is killed meanwhile. */
@NullMarked
package io.reelway.api.durability;

import org.jspecify.annotations.NullMarked;
