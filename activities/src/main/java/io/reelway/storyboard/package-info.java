/** The WebVTT file of a storyboard. */
@NullMarked
package io.reelway.storyboard;

import org.jspecify.annotations.NullMarked;
