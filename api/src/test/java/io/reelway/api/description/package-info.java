@NullMarked
package io.reelway.api.description;

import org.jspecify.annotations.NullMarked;
