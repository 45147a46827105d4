/** Submit, wait and download in one request. */
@NullMarked
package io.reelway.api.optimize;

import org.jspecify.annotations.NullMarked;
