/** Who may use the API: keys, the callers behind them, and signed links that stand in for a key. */
@NullMarked
package io.reelway.api.keys;

import org.jspecify.annotations.NullMarked;
