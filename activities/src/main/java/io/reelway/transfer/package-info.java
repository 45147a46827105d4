/** The minimum rate at which the other side of a connection must send or receive bytes. */
@NullMarked
package io.reelway.transfer;

import org.jspecify.annotations.NullMarked;
