@NullMarked
package io.reelway.catalog;

import org.jspecify.annotations.NullMarked;
