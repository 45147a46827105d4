/** The command line as a shell sees it: words in; files, lines and an exit code out. */
@NullMarked
package io.reelway.cli;

import org.jspecify.annotations.NullMarked;
