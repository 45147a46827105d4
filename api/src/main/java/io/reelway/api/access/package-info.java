/**
 * Which requests are accepted by where they come from: the address the server listens on, hosts,
 * browser origins, proxies.
 */
@NullMarked
package io.reelway.api.access;

import org.jspecify.annotations.NullMarked;
