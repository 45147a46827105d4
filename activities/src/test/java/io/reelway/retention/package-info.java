@NullMarked
package io.reelway.retention;

import org.jspecify.annotations.NullMarked;
