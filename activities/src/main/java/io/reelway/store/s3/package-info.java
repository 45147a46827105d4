/** The store in a bucket of S3 or of anything that speaks its protocol. */
@NullMarked
package io.reelway.store.s3;

import org.jspecify.annotations.NullMarked;
