/** The catalog in SQL: SQLite or PostgreSQL, one schema, plain statements. */
@NullMarked
package io.reelway.catalog.sql;

import org.jspecify.annotations.NullMarked;
