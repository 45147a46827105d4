package io.reelway.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ListenAddressTest {
  @Test
  void aServerWithoutKeysListensOnLoopbackOnly() {
    assertThat(address("server.address")).isEqualTo("127.0.0.1");
  }

  @Test
  void keepsAConfiguredAddress() {
    assertThat(address("server.address", "server.address=0.0.0.0")).isEqualTo("0.0.0.0");
  }

  @ParameterizedTest
  @CsvSource({"reelway.keys=alice:secret", "reelway.keys[0]=alice:secret"})
  void aServerWithKeysListensOnAllAddresses(String keys) {
    assertThat(address("server.address", keys)).isNull();
  }

  @Test
  void theManagementPortListensOnTheSameAddressAsTheServer() {
    String management = "management.server.address";
    String port = "management.server.port=8081";

    assertThat(address(management)).isNull();
    assertThat(address(management, port)).isEqualTo("127.0.0.1");
    assertThat(address(management, port, "server.address=10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(address(management, port, "management.server.address=0.0.0.0")).isEqualTo("0.0.0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "true,  0.0.0.0,   KEY_HOLDERS",
    "true,  127.0.0.1, KEY_HOLDERS",
    "false, 127.0.0.1, THIS_MACHINE",
    "false, ::1,       THIS_MACHINE",
    "false, 0.0.0.0,   EVERYONE",
    "false, 10.0.0.1,  EVERYONE",
  })
  void derivesTheReachFromKeysAndAddress(boolean keys, String address, Exposure reach)
      throws Exception {
    assertThat(Exposure.of(keys, InetAddress.getByName(address))).isEqualTo(reach);
  }

  private static @Nullable String address(String setting, String... settings) {
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> given =
        Stream.of(settings)
            .map(one -> one.split("=", 2))
            .collect(Collectors.toMap(one -> one[0], one -> one[1]));
    environment.getPropertySources().addFirst(new MapPropertySource("given", given));
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("defaults", Map.of("reelway.keys", "")));
    ConfigurationPropertySources.attach(environment);
    new ListenAddress().postProcessEnvironment(environment, new SpringApplication());
    return environment.getProperty(setting);
  }
}
