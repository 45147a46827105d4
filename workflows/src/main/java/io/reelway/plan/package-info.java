/** What will be made of a source: presets, strategies, renditions. */
@NullMarked
package io.reelway.plan;

import org.jspecify.annotations.NullMarked;
