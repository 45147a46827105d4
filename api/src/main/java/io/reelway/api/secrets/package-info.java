/** Secrets from files, so that they need not be in the environment. */
@NullMarked
package io.reelway.api.secrets;

import org.jspecify.annotations.NullMarked;
