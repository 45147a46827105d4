/** Several processes of Reelway on one engine and one store, as behind a balancer. */
@NullMarked
package io.reelway.api.processes;

import org.jspecify.annotations.NullMarked;
