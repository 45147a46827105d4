/** The output of a job as a file: streamed from here, or a redirect to the bucket. */
@NullMarked
package io.reelway.api.download;

import org.jspecify.annotations.NullMarked;
