/** Traces of a job, from the request to ffmpeg; disabled without a collector. */
@NullMarked
package io.reelway.api.traces;

import org.jspecify.annotations.NullMarked;
