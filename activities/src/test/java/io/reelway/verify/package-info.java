@NullMarked
package io.reelway.verify;

import org.jspecify.annotations.NullMarked;
