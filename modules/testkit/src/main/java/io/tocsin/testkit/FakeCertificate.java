package io.tocsin.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A self-signed certificate for a day, made by the running JDK's keytool.
 *
 * @param keyStore PKCS #12, for the server
 * @param pem the certificate alone, for clients that shall trust it
 */
public record FakeCertificate(Path keyStore, Path pem) {
    /** Of the key store; the key protects nothing. */
    public static final String PASSWORD = "not-a-secret";

    private static final String ALIAS = "fake";

    /** The key stores that were made, by host: each is a JVM of its own, which takes a second. */
    private static final Map<String, byte[]> MADE = new ConcurrentHashMap<>();

    /**
     * Writes two files named after the host into the folder. Within a process a host has one certificate, however often it is
     * asked for.
     *
     * @param host {@code localhost} also covers 127.0.0.1
     * @throws IOException when keytool fails, with what it said
     */
    public static FakeCertificate create(Path folder, String host) throws IOException {
        FakeCertificate made = new FakeCertificate(folder.resolve(host + ".p12"), folder.resolve(host + ".pem"));
        byte[] known = MADE.get(host);
        if (known == null) {
            make(made.keyStore, host);
            MADE.put(host, Files.readAllBytes(made.keyStore));
        } else {
            Files.write(made.keyStore, known);
        }
        Files.writeString(made.pem, made.certificate());
        return made;
    }

    private static void make(Path keyStore, String host) throws IOException {
        String names = host.equals("localhost") ? "san=dns:localhost,ip:127.0.0.1" : "san=dns:" + host;
        keytool(List.of(
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "1",
                "-dname",
                "CN=" + host,
                "-ext",
                names,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keyStore.toString()));
    }

    private String certificate() {
        return read(store -> pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
    }

    /** The key, in PEM form, for who has to show the certificate. */
    public String key() {
        char[] password = PASSWORD.toCharArray();
        return read(store -> pem("PRIVATE KEY", store.getKey(ALIAS, password).getEncoded()));
    }

    private interface Reading {
        String of(KeyStore store) throws GeneralSecurityException;
    }

    private String read(Reading reading) {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return reading.of(store);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String pem(String what, byte[] encoded) {
        byte[] end = "\n".getBytes(StandardCharsets.US_ASCII);
        String base64 = Base64.getMimeEncoder(64, end).encodeToString(encoded);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    private static void keytool(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) throw new IOException("cannot make a certificate: " + said.strip());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("cannot make a certificate: interrupted", interrupted);
        }
    }
}
