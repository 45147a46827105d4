@NullMarked
package io.reelway.catalog.sql;

import org.jspecify.annotations.NullMarked;
