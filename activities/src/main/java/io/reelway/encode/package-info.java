/** Making a rendition and proving that it is right. */
@NullMarked
package io.reelway.encode;

import org.jspecify.annotations.NullMarked;
