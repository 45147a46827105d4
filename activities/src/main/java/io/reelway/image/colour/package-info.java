/** Colour spaces of images: ICC profiles and coded colours, and tables that convert to sRGB. */
@NullMarked
package io.reelway.image.colour;

import org.jspecify.annotations.NullMarked;
