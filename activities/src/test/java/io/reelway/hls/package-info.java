@NullMarked
package io.reelway.hls;

import org.jspecify.annotations.NullMarked;
