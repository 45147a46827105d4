/** Java client of the Reelway API. */
package io.reelway.sdk;
