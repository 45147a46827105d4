@NullMarked
package io.reelway.image.heif;

import org.jspecify.annotations.NullMarked;
