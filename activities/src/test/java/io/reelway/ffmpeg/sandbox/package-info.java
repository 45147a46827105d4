@NullMarked
package io.reelway.ffmpeg.sandbox;

import org.jspecify.annotations.NullMarked;
