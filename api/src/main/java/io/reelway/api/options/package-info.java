/**
 * What a client asks of a job: options are read and checked here, and written as clients see them.
 */
@NullMarked
package io.reelway.api.options;

import org.jspecify.annotations.NullMarked;
