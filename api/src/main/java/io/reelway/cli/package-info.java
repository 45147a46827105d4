/**
 * The command line: {@code java -jar reelway.jar optimize …}. It is a client like any other, built
 * on the SDK; without a server to talk to it starts one of its own.
 */
@NullMarked
package io.reelway.cli;

import org.jspecify.annotations.NullMarked;
