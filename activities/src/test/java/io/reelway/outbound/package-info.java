@NullMarked
package io.reelway.outbound;

import org.jspecify.annotations.NullMarked;
