/** The store in a directory of this machine. */
@NullMarked
package io.reelway.store.disk;

import org.jspecify.annotations.NullMarked;
