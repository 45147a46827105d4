/** One activity interface per stage of a job, with their options and task queues. */
@NullMarked
package io.reelway.stage;

import org.jspecify.annotations.NullMarked;
