/** Benchmarks against the started program. */
package io.reelway.bench;
