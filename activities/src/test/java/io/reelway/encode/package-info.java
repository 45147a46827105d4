@NullMarked
package io.reelway.encode;

import org.jspecify.annotations.NullMarked;
