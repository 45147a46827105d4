/** The routes of a job: submit, poll, download. */
@NullMarked
package io.reelway.api.jobs;

import org.jspecify.annotations.NullMarked;
