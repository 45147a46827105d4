/** Where sources, outputs and records of jobs lie: the port and what travels through it. */
@NullMarked
package io.reelway.store;

import org.jspecify.annotations.NullMarked;
