@NullMarked
package io.reelway.picture;

import org.jspecify.annotations.NullMarked;
