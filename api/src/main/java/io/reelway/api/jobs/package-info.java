/** Jobs as clients see them: state, list, cancel, delete, links and response bodies. */
@NullMarked
package io.reelway.api.jobs;

import org.jspecify.annotations.NullMarked;
