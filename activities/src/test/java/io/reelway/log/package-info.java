@NullMarked
package io.reelway.log;

import org.jspecify.annotations.NullMarked;
