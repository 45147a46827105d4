@NullMarked
package io.reelway.ffmpeg;

import org.jspecify.annotations.NullMarked;
