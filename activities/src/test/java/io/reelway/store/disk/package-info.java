@NullMarked
package io.reelway.store.disk;

import org.jspecify.annotations.NullMarked;
