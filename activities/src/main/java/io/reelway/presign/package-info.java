/** Signing the download links of outputs. */
@NullMarked
package io.reelway.presign;

import org.jspecify.annotations.NullMarked;
