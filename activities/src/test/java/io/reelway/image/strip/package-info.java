@NullMarked
package io.reelway.image.strip;

import org.jspecify.annotations.NullMarked;
