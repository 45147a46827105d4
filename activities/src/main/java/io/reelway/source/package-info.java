/** The file that was sent: bringing it to this host and telling from its bytes what it is. */
@NullMarked
package io.reelway.source;

import org.jspecify.annotations.NullMarked;
