/** Authentication: keys, their callers, and signed links that replace a key. */
@NullMarked
package io.reelway.api.keys;

import org.jspecify.annotations.NullMarked;
