/** Signing the link under which an output is fetched. */
@NullMarked
package io.reelway.presign;

import org.jspecify.annotations.NullMarked;
