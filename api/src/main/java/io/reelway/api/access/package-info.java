/** Accepts requests by listen address, host, browser origin and proxy. */
@NullMarked
package io.reelway.api.access;

import org.jspecify.annotations.NullMarked;
