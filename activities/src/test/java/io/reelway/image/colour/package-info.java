@NullMarked
package io.reelway.image.colour;

import org.jspecify.annotations.NullMarked;
