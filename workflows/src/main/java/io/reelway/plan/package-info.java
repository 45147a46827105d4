/** The plan for a source: presets, renditions, attempts, expectations. */
@NullMarked
package io.reelway.plan;

import org.jspecify.annotations.NullMarked;
