/** Where secrets come from: files of their own, so that they need not be in the environment. */
@NullMarked
package io.reelway.api.secrets;

import org.jspecify.annotations.NullMarked;
