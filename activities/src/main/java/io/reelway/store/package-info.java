/** The store of sources and outputs: the port and the records that pass through it. */
@NullMarked
package io.reelway.store;

import org.jspecify.annotations.NullMarked;
