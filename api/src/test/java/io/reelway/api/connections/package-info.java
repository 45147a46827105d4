@NullMarked
package io.reelway.api.connections;

import org.jspecify.annotations.NullMarked;
