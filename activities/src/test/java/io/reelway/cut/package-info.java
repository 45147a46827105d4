@NullMarked
package io.reelway.cut;

import org.jspecify.annotations.NullMarked;
