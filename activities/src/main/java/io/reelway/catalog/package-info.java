/**
 * The catalog: records of jobs, their owners' usage, webhooks and idempotency keys. Media are in
 * the object store, never here.
 */
@NullMarked
package io.reelway.catalog;

import org.jspecify.annotations.NullMarked;
