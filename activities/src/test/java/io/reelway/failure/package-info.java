@NullMarked
package io.reelway.failure;

import org.jspecify.annotations.NullMarked;
