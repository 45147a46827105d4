/** Real and hostile files, and every one of them through the stages that touch its bytes. */
@NullMarked
package io.reelway.corpus;

import org.jspecify.annotations.NullMarked;
