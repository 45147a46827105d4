@NullMarked
package io.reelway.webhook;

import org.jspecify.annotations.NullMarked;
