/**
 * The workflow engine behind the API: choice, start and state of jobs, commands, recovery of lost
 * jobs.
 */
@NullMarked
package io.reelway.api.engine;

import org.jspecify.annotations.NullMarked;
