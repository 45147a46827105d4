@NullMarked
package io.reelway.api.options;

import org.jspecify.annotations.NullMarked;
