/** Tests of the arguments and results of stages. */
@NullMarked
package io.reelway.stage;

import org.jspecify.annotations.NullMarked;
