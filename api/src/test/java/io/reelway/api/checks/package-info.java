/** What the build insists on beyond the compiler: format and architecture. */
@NullMarked
package io.reelway.api.checks;

import org.jspecify.annotations.NullMarked;
