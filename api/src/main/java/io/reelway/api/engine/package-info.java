/**
 * The workflow engine behind the API: choosing one, starting jobs, asking how they stand, finding
 * the lost ones.
 */
@NullMarked
package io.reelway.api.engine;

import org.jspecify.annotations.NullMarked;
