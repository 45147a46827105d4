/** What a client may ask about the service itself: presets, limits, health. */
@NullMarked
package io.reelway.api.about;

import org.jspecify.annotations.NullMarked;
