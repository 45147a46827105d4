@NullMarked
package io.reelway.api.observe;

import org.jspecify.annotations.NullMarked;
