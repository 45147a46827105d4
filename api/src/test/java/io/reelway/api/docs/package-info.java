@NullMarked
package io.reelway.api.docs;

import org.jspecify.annotations.NullMarked;
