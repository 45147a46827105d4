/** Traces of a job, from the request to ffmpeg; off unless somebody collects them. */
@NullMarked
package io.reelway.api.traces;

import org.jspecify.annotations.NullMarked;
