@NullMarked
package io.reelway.usage;

import org.jspecify.annotations.NullMarked;
