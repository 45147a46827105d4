/** The source: this package brings it to this host and detects its format from its bytes. */
@NullMarked
package io.reelway.source;

import org.jspecify.annotations.NullMarked;
