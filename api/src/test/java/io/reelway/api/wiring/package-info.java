@NullMarked
package io.reelway.api.wiring;

import org.jspecify.annotations.NullMarked;
