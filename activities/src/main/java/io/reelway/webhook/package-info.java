/** Telling clients' servers of the end of jobs, signed as Standard Webhooks has it. */
@NullMarked
package io.reelway.webhook;

import org.jspecify.annotations.NullMarked;
