/** The program as a client meets it: started whole, over real HTTP, with real media. */
@NullMarked
package io.reelway.api;

import org.jspecify.annotations.NullMarked;
