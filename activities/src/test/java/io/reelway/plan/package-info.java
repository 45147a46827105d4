/** Presets for tests. */
@NullMarked
package io.reelway.plan;

import org.jspecify.annotations.NullMarked;
