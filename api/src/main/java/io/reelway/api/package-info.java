/** The runnable program: its settings and what it says when it starts. */
@NullMarked
package io.reelway.api;

import org.jspecify.annotations.NullMarked;
