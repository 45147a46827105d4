/** What an operator sees of the work: metrics, and the job and stage in every line of the log. */
@NullMarked
package io.reelway.api.observe;

import org.jspecify.annotations.NullMarked;
