/** Brings a source that a client named by its URL into the store. */
@NullMarked
package io.reelway.fetch;

import org.jspecify.annotations.NullMarked;
