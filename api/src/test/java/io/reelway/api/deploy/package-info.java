/** What docker/ says is checked against what the code does. */
@NullMarked
package io.reelway.api.deploy;

import org.jspecify.annotations.NullMarked;
