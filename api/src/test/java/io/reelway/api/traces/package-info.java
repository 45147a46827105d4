@NullMarked
package io.reelway.api.traces;

import org.jspecify.annotations.NullMarked;
