@NullMarked
package io.reelway.store;

import org.jspecify.annotations.NullMarked;
