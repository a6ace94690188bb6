package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of the test and certificates for {@code shop.test}, made by the JDK's keytool. */
public final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;

    public Certificates(Path directory) {
        this.directory = directory;
    }

    /** Makes an authority that the test trusts. */
    public Certificates authority() throws IOException, InterruptedException {
        keytool("ca", "-dname", "CN=Authority of the test", "-ext", "bc:c", "-validity", "3650");
        return this;
    }

    /** Makes a certificate of the authority for shop.test and 127.0.0.1, valid for 90 days. */
    public Certificates good() throws IOException, InterruptedException {
        return issued("good", "-validity", "90");
    }

    /** Makes one whose time is over. */
    public Certificates expired() throws IOException, InterruptedException {
        return issued("expired", "-startdate", "-60d", "-validity", "30");
    }

    /** Makes one that nobody but itself vouches for. */
    public Certificates selfSigned() throws IOException, InterruptedException {
        keytool("self", "-dname", "CN=shop.test", "-ext", "san=dns:shop.test,ip:127.0.0.1", "-validity", "90");
        return this;
    }

    /** Makes one whose time has not come. */
    public Certificates early() throws IOException, InterruptedException {
        return issued("early", "-startdate", "+30d", "-validity", "30");
    }

    /** Makes one of an authority that the trusted one vouches for. */
    public Certificates indirect() throws IOException, InterruptedException {
        keytool("middle", "-dname", "CN=Intermediate of the test", "-ext", "bc:c", "-validity", "365", "-signer", "ca");
        keytool(
                "indirect",
                "-dname",
                "CN=shop.test",
                "-ext",
                "san=dns:shop.test",
                "-validity",
                "90",
                "-signer",
                "middle");
        return this;
    }

    /** Makes one with the host as its common name alone. */
    public Certificates nameless() throws IOException, InterruptedException {
        keytool("nameless", "-dname", "CN=shop.test", "-validity", "90", "-signer", "ca");
        return this;
    }

    /** Makes one of an authority whose own time ends in three days. */
    public Certificates shortLived() throws IOException, InterruptedException {
        keytool("ending", "-dname", "CN=Ending authority", "-ext", "bc:c", "-validity", "3", "-signer", "ca");
        keytool(
                "of-ending",
                "-dname",
                "CN=shop.test",
                "-ext",
                "san=dns:shop.test",
                "-validity",
                "90",
                "-signer",
                "ending");
        return this;
    }

    private Certificates issued(String alias, String... validity) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(
                List.of("-dname", "CN=shop.test", "-ext", "san=dns:shop.test,ip:127.0.0.1", "-signer", "ca"));
        options.addAll(List.of(validity));
        keytool(alias, options.toArray(String[]::new));
        return this;
    }

    /** What a client trusts that trusts the authority. */
    public TlsTrust trust() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", store().getCertificate("ca"));
        return TlsTrust.of(trusted);
    }

    /** The authority as credentials hold it. */
    public ProbeCredentials.Authorities authorities() throws IOException, GeneralSecurityException {
        return new ProbeCredentials.Authorities("-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(store().getCertificate("ca").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
    }

    /** What a server needs that shows a certificate. */
    public SSLContext server(String alias) throws IOException, GeneralSecurityException {
        return server(alias, store().getCertificateChain(alias));
    }

    /** The same for a server that forgets the certificates of the authorities. */
    public SSLContext forgetfulServer(String alias) throws IOException, GeneralSecurityException {
        return server(alias, store().getCertificate(alias));
    }

    private SSLContext server(String alias, Certificate... chain) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(alias, store().getKey(alias, PASSWORD.toCharArray()), PASSWORD.toCharArray(), chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** What a server needs that lets in only whom the authority knows. */
    public SSLContext closedServer(String alias) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(only(alias), PASSWORD.toCharArray());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("ca", store().getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** What a client presents. */
    public ProbeCredentials.Certificate client(String alias) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        only(alias).store(bytes, PASSWORD.toCharArray());
        return new ProbeCredentials.Certificate(bytes.toByteArray(), PASSWORD);
    }

    private KeyStore only(String alias) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                alias,
                store().getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                store().getCertificateChain(alias));
        return own;
    }

    /** When a certificate expires. */
    public Instant until(String alias) throws IOException, GeneralSecurityException {
        return ((X509Certificate) store().getCertificate(alias)).getNotAfter().toInstant();
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void keytool(String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-keystore",
                directory.resolve("keys.p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("expected keytool to make '" + alias + "', it said: " + output);
        }
    }
}
