/**
 * Limits of client connections: their number, and how long each may keep the server waiting. Below
 * the HTTP routes, because a silent connection reaches none.
 */
@NullMarked
package io.reelway.api.connections;

import org.jspecify.annotations.NullMarked;
