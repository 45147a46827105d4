@NullMarked
package io.reelway.image;

import org.jspecify.annotations.NullMarked;
