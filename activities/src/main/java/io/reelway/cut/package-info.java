/** Cutting: where a long video is divided, so that its segments can be encoded side by side. */
@NullMarked
package io.reelway.cut;

import org.jspecify.annotations.NullMarked;
