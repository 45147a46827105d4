@NullMarked
package io.reelway.movie;

import org.jspecify.annotations.NullMarked;
