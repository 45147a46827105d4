/** What every process has. */
@NullMarked
package io.reelway.api.config;

import org.jspecify.annotations.NullMarked;
