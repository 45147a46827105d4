@NullMarked
package io.reelway.api.engine;

import org.jspecify.annotations.NullMarked;
