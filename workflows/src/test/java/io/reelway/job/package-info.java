@NullMarked
package io.reelway.job;

import org.jspecify.annotations.NullMarked;
