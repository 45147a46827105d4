/** Benchmarks of the started program, seen as its clients and its operators see it. */
@NullMarked
package io.reelway.bench;

import org.jspecify.annotations.NullMarked;
