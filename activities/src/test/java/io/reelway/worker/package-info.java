@NullMarked
package io.reelway.worker;

import org.jspecify.annotations.NullMarked;
