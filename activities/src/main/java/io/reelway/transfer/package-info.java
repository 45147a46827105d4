/** How fast the other side of a connection sends or takes bytes. */
@NullMarked
package io.reelway.transfer;

import org.jspecify.annotations.NullMarked;
