/**
 * The ways to make an output, one class each. A strategy knows its encoders, plans an attempt and
 * builds the command line; it knows neither the engine nor the store.
 */
@NullMarked
package io.reelway.strategy;

import org.jspecify.annotations.NullMarked;
