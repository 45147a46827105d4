/** What keeps a process that reads foreign bytes apart from everything but its own files. */
@NullMarked
package io.reelway.ffmpeg.sandbox;

import org.jspecify.annotations.NullMarked;
