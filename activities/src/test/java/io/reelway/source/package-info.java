@NullMarked
package io.reelway.source;

import org.jspecify.annotations.NullMarked;
