@NullMarked
package io.reelway.image.cmyk;

import org.jspecify.annotations.NullMarked;
