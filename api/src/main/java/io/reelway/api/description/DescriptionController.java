package io.reelway.api.description;

import io.reelway.api.roles.OnApiRole;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The OpenAPI description. It is written by hand in {@code openapi.yaml}, because it says more than
 * the code can. A test compares it with the routes and their real answers.
 */
@OnApiRole
@RestController
final class DescriptionController {
  private final Map<String, Object> description;

  DescriptionController() throws IOException {
    try (InputStream yaml = new ClassPathResource("openapi.yaml").getInputStream()) {
      description = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    }
  }

  @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, Object> description() {
    return description;
  }
}
