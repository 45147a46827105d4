@NullMarked
package io.reelway.planning;

import org.jspecify.annotations.NullMarked;
