/**
 * Connections to addresses that clients name, and the guard that keeps them out of private
 * networks.
 */
@NullMarked
package io.reelway.outbound;

import org.jspecify.annotations.NullMarked;
