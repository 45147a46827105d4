/** The workers of the task queues: which activity runs where, with how many slots. */
@NullMarked
package io.reelway.worker;

import org.jspecify.annotations.NullMarked;
