/** The web page: its files, how they are cached, and what a browser may do on it. */
@NullMarked
package io.reelway.api.page;

import org.jspecify.annotations.NullMarked;
