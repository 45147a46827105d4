@NullMarked
package io.reelway.scratch;

import org.jspecify.annotations.NullMarked;
