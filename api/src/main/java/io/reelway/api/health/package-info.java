/** Whether this process can work: the components of the actuator's readiness. */
@NullMarked
package io.reelway.api.health;

import org.jspecify.annotations.NullMarked;
