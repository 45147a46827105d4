/**
 * Copies of images without their metadata: the same pixels, without what a camera wrote about place
 * and owner.
 */
@NullMarked
package io.reelway.image.strip;

import org.jspecify.annotations.NullMarked;
