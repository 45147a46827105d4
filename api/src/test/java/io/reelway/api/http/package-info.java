/** What HTTP itself demands, of every route. */
@NullMarked
package io.reelway.api.http;

import org.jspecify.annotations.NullMarked;
