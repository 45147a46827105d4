/** Encoding a rendition and verifying the output. */
@NullMarked
package io.reelway.encode;

import org.jspecify.annotations.NullMarked;
