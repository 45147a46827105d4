/** What a process says when it cannot start. */
@NullMarked
package io.reelway.api.startup;

import org.jspecify.annotations.NullMarked;
