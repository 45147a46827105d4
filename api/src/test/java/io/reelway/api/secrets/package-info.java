@NullMarked
package io.reelway.api.secrets;

import org.jspecify.annotations.NullMarked;
