/** What a submit accepts, what it refuses, and what a broken one leaves behind. */
@NullMarked
package io.reelway.api.submit;

import org.jspecify.annotations.NullMarked;
