/** Polls, polls that wait, and events. */
@NullMarked
package io.reelway.api.follow;

import org.jspecify.annotations.NullMarked;
