/** The records of jobs as clients see them: one, the list, cancel and delete, links and bodies. */
@NullMarked
package io.reelway.api.jobs;

import org.jspecify.annotations.NullMarked;
