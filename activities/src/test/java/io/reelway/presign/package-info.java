@NullMarked
package io.reelway.presign;

import org.jspecify.annotations.NullMarked;
