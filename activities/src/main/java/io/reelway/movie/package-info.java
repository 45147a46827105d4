/** A video given back as it came: the picture and the sound, and nothing else that was in it. */
@NullMarked
package io.reelway.movie;

import org.jspecify.annotations.NullMarked;
