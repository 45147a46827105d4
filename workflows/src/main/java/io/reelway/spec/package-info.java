/** What a job can ask for: options, and what they and a preset mean for one output. */
@NullMarked
package io.reelway.spec;

import org.jspecify.annotations.NullMarked;
