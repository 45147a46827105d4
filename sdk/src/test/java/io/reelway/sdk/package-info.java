/** The client against a server whose answers are written down in each test. */
@NullMarked
package io.reelway.sdk;

import org.jspecify.annotations.NullMarked;
