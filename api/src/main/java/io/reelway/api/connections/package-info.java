/**
 * Connections of clients: how many there may be, and how long each may keep us waiting. Below HTTP
 * routes, since a connection that says nothing reaches none.
 */
@NullMarked
package io.reelway.api.connections;

import org.jspecify.annotations.NullMarked;
