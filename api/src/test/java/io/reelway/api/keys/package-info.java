@NullMarked
package io.reelway.api.keys;

import org.jspecify.annotations.NullMarked;
