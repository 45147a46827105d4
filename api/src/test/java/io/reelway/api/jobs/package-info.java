@NullMarked
package io.reelway.api.jobs;

import org.jspecify.annotations.NullMarked;
