/**
 * What image files say about their picture beside its pixels: colours, layers, animation. Read from
 * the containers themselves, where ffmpeg is blind or silent.
 */
@NullMarked
package io.reelway.picture;

import org.jspecify.annotations.NullMarked;
