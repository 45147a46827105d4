@NullMarked
package io.reelway.bench;

import org.jspecify.annotations.NullMarked;
