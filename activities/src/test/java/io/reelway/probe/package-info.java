@NullMarked
package io.reelway.probe;

import org.jspecify.annotations.NullMarked;
