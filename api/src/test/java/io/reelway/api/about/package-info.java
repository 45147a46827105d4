@NullMarked
package io.reelway.api.about;

import org.jspecify.annotations.NullMarked;
