/** Programs of others that tests talk to, each as a process of its own, and what may fail there. */
@NullMarked
package io.reelway.outside;

import org.jspecify.annotations.NullMarked;
