/** How a client follows a job: a poll, a poll that waits for a change, a stream of events. */
@NullMarked
package io.reelway.api.follow;

import org.jspecify.annotations.NullMarked;
