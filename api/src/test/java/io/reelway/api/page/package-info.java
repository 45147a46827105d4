/** The web page as a person meets it: in a real browser, on real files. */
@NullMarked
package io.reelway.api.page;

import org.jspecify.annotations.NullMarked;
