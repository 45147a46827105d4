/** What a user of the public seams writes, outside the packages that define them. */
@NullMarked
package io.reelway.extension;

import org.jspecify.annotations.NullMarked;
