/**
 * The command line: {@code java -jar reelway.jar optimize …}. The commands are a client like any
 * other, built on the SDK. Without the address of a server they start their own.
 */
@NullMarked
package io.reelway.cli;

import org.jspecify.annotations.NullMarked;
