/** Benchmarks of the started program, from the view of its clients and operators. */
@NullMarked
package io.reelway.bench;

import org.jspecify.annotations.NullMarked;
