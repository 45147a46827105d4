/** What a process does: answer clients, work on media, or both. */
@NullMarked
package io.reelway.api.roles;

import org.jspecify.annotations.NullMarked;
