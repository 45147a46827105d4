@NullMarked
package io.reelway.api.access;

import org.jspecify.annotations.NullMarked;
