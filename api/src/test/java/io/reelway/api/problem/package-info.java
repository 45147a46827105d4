@NullMarked
package io.reelway.api.problem;

import org.jspecify.annotations.NullMarked;
