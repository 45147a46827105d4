/** Every example of the documents is run, or compared with a source that is. */
@NullMarked
package io.reelway.docs;

import org.jspecify.annotations.NullMarked;
