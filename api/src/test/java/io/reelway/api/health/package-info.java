@NullMarked
package io.reelway.api.health;

import org.jspecify.annotations.NullMarked;
