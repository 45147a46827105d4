package io.reelway.outside;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority and its certificates as files, made by the JDK's {@code keytool}. */
public final class Certificates {
  private static final String PASSWORD = "reelway";

  private final Path folder;
  private final Path store;

  private Certificates(Path folder) {
    this.folder = folder;
    this.store = folder.resolve("store.p12");
  }

  /** Creates a new authority in that folder. */
  public static Certificates in(Path folder) throws IOException, InterruptedException {
    Certificates made = new Certificates(Files.createDirectories(folder));
    made.keytool("-genkeypair", "-alias", "authority", "-ext", "bc:c", "-validity", "2");
    return made;
  }

  /** Creates a certificate for localhost under that name. */
  public Certificates sign(String name) throws IOException, InterruptedException {
    return sign(name, "-0d", 2);
  }

  /** Creates an expired certificate. */
  public Certificates signExpired(String name) throws IOException, InterruptedException {
    return sign(name, "-3d", 2);
  }

  private Certificates sign(String name, String start, int days)
      throws IOException, InterruptedException {
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-signer",
        "authority",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-startdate",
        start,
        "-validity",
        Integer.toString(days));
    return this;
  }

  /** The certificate of the authority itself, in PEM. */
  public Path authority() throws IOException, GeneralSecurityException {
    return chain("authority");
  }

  /** A certificate and its chain, in PEM. */
  public Path chain(String name) throws IOException, GeneralSecurityException {
    StringBuilder text = new StringBuilder();
    for (Certificate one : keys().getCertificateChain(name)) {
      text.append(pem("CERTIFICATE", one.getEncoded()));
    }
    return Files.writeString(folder.resolve(name + ".pem"), text);
  }

  /** The private key of a certificate, in PEM (PKCS#8). */
  public Path key(String name) throws IOException, GeneralSecurityException {
    byte[] key = keys().getKey(name, PASSWORD.toCharArray()).getEncoded();
    return Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key));
  }

  /** A TLS context for a server that presents that certificate and trusts this authority. */
  public SSLContext server(String name) throws IOException, GeneralSecurityException {
    KeyStore all = keys();
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        name,
        all.getKey(name, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        all.getCertificateChain(name));
    KeyManagerFactory shown = KeyManagerFactory.getInstance("PKIX");
    shown.init(own, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", all.getCertificate("authority"));
    TrustManagerFactory trusting = TrustManagerFactory.getInstance("PKIX");
    trusting.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), trusting.getTrustManagers(), null);
    return context;
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(store)) {
      keys.load(content, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(content));
  }

  private void keytool(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + words[2], "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }
}
