@NullMarked
package io.reelway.store.s3;

import org.jspecify.annotations.NullMarked;
