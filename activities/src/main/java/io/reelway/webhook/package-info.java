/**
 * Webhooks: signed calls that tell a client's server that a job has ended, after the specification
 * Standard Webhooks.
 */
@NullMarked
package io.reelway.webhook;

import org.jspecify.annotations.NullMarked;
