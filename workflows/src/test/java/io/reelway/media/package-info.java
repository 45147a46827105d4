/** Tests of the package of the same name. */
@NullMarked
package io.reelway.media;

import org.jspecify.annotations.NullMarked;
