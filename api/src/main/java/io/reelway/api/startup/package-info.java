/** What a process says when it starts: the banner, or what is wrong with a setting. */
@NullMarked
package io.reelway.api.startup;

import org.jspecify.annotations.NullMarked;
