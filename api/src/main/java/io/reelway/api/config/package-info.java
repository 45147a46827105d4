/** What every process has: store, records, threads, schedule. */
@NullMarked
package io.reelway.api.config;

import org.jspecify.annotations.NullMarked;
