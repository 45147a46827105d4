/** What stages throw: failures that carry a code and a sentence for the client. */
@NullMarked
package io.reelway.failure;

import org.jspecify.annotations.NullMarked;
