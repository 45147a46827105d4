/** The store in a bucket of S3 or of an S3-compatible server. */
@NullMarked
package io.reelway.store.s3;

import org.jspecify.annotations.NullMarked;
