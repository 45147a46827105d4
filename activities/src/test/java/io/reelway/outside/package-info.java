/**
 * External programs that tests use, each in a separate process, and faults that tests cause in
 * them.
 */
@NullMarked
package io.reelway.outside;

import org.jspecify.annotations.NullMarked;
