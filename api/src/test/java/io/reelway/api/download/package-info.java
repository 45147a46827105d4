/** Downloads of local outputs. */
@NullMarked
package io.reelway.api.download;

import org.jspecify.annotations.NullMarked;
