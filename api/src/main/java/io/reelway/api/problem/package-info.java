/** Errors as clients see them: one shape on every route. */
@NullMarked
package io.reelway.api.problem;

import org.jspecify.annotations.NullMarked;
