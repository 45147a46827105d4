/** What holds for every route: the form of answers, and requests on which the framework fails. */
@NullMarked
package io.reelway.api.http;

import org.jspecify.annotations.NullMarked;
