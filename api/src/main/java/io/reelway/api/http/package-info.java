/** What holds for every route: what HTTP demands and the framework leaves undone. */
@NullMarked
package io.reelway.api.http;

import org.jspecify.annotations.NullMarked;
