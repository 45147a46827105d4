/** Errors as clients see them: one format on every route. */
@NullMarked
package io.reelway.api.problem;

import org.jspecify.annotations.NullMarked;
