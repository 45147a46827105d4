/** Rules for every route: the response format, and requests on which the framework fails. */
@NullMarked
package io.reelway.api.http;

import org.jspecify.annotations.NullMarked;
