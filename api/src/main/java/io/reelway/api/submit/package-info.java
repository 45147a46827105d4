/** How a job is accepted: the form, admission, the idempotency key, the record and the start. */
@NullMarked
package io.reelway.api.submit;

import org.jspecify.annotations.NullMarked;
