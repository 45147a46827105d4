/** Which presets are offered, and what operators read when their file is wrong. */
@NullMarked
package io.reelway.api.presets;

import org.jspecify.annotations.NullMarked;
