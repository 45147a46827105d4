/** Whether this process can do its part: what the actuator's readiness group asks. */
@NullMarked
package io.reelway.api.health;

import org.jspecify.annotations.NullMarked;
