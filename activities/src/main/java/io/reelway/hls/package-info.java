/** HTTP Live Streaming: the playlists of a stream, from its media files. */
@NullMarked
package io.reelway.hls;

import org.jspecify.annotations.NullMarked;
