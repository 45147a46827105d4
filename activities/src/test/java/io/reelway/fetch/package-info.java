@NullMarked
package io.reelway.fetch;

import org.jspecify.annotations.NullMarked;
