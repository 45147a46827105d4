@NullMarked
package io.reelway.strategy;

import org.jspecify.annotations.NullMarked;
