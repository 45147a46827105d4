package io.reelway.api.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/** Reads PEM files named in settings. Error messages contain the name of the setting. */
final class PemFile {
  private static final String KEY = "-----BEGIN PRIVATE KEY-----";

  private PemFile() {}

  /** All certificates in the file, at least one. */
  static Collection<? extends Certificate> certificates(String setting, Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(content);
      if (found.isEmpty()) {
        throw new CertificateException("It is empty");
      }
      return found;
    } catch (IOException unreadable) {
      throw noFile(setting, file, unreadable);
    } catch (CertificateException other) {
      throw new IllegalArgumentException(
          setting + " is " + file + "; write the path of a file with certificates in PEM", other);
    }
  }

  /** Checks that the file has a key in the only format that Temporal's client reads. */
  static void checkKey(String setting, Path file) {
    try {
      if (!Files.readString(file, StandardCharsets.ISO_8859_1).contains(KEY)) {
        throw new IllegalArgumentException(
            setting
                + " is "
                + file
                + "; write the path of a key in PKCS#8 and PEM, which begins with "
                + KEY
                + " (openssl pkcs8 -topk8 -nocrypt converts other keys)");
      }
    } catch (IOException unreadable) {
      throw noFile(setting, file, unreadable);
    }
  }

  private static IllegalArgumentException noFile(String setting, Path file, IOException cause) {
    return new IllegalArgumentException(
        setting + " is " + file + "; there is no readable file", cause);
  }
}
