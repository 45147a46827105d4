/** The API described for programs (OpenAPI) and shown to people (Swagger UI). */
@NullMarked
package io.reelway.api.description;

import org.jspecify.annotations.NullMarked;
