/** Isolation of a process that reads foreign bytes from everything except its own files. */
@NullMarked
package io.reelway.ffmpeg.sandbox;

import org.jspecify.annotations.NullMarked;
