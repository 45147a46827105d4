/** Recording how a job ended. */
@NullMarked
package io.reelway.record;

import org.jspecify.annotations.NullMarked;
