/** Which presets this server offers, and the YAML they are read from. */
@NullMarked
package io.reelway.api.presets;

import org.jspecify.annotations.NullMarked;
