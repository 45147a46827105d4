/** Programs of others that tests talk to, each as a process of its own. */
@NullMarked
package io.reelway.outside;

import org.jspecify.annotations.NullMarked;
