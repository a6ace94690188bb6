package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.AbortException;
import hudson.model.FreeStyleBuild;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.NamedCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess.CredentialsKey;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
class CheckCredentialsTest {
    private FreeStyleBuild build;

    @BeforeEach
    void start(JenkinsRule jenkins) throws Exception {
        build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
    }

    @Test
    void aUserNameWithPasswordIsSentAsBasicAndASecretTextAsBearer() throws Exception {
        UsernamePasswordCredentialsImpl user =
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "probe", "", "anna", "s3cr3t-password");
        add(Domain.global(), user);
        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("t0ken")));

        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "api-key", "", Secret.fromString("k3y")));

        Map<CredentialsKey, ProbeCredentials> found = CheckCredentials.resolve(
                List.of(
                        check("a", "probe"),
                        check("b", "token"),
                        check("c", "token"),
                        TcpCheck.parse("db:1"),
                        HttpCheck.builder("https://www.example.com/metrics")
                                .headerCredentials("X-Api-Key", "api-key")
                                .build(),
                        check("d", "")),
                build);

        assertThat(found)
                .containsOnly(
                        Map.entry(key("api-key"), new ProbeCredentials.Bearer("k3y")),
                        Map.entry(key("probe"), new ProbeCredentials.Basic("anna", "s3cr3t-password")),
                        Map.entry(key("token"), new ProbeCredentials.Bearer("t0ken")));
        assertThat(CredentialsProvider.getFingerprintOf(user).getJobs()).contains("shop");
    }

    @Test
    void saysWhichCredentialsOfWhichCheckAreMissing() {
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(check("health", "gone")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'gone'", "'health'", "https://www.example.com/health");
    }

    @Test
    void credentialsOfADomainGoToNoOtherHost() throws Exception {
        Domain domain = new Domain("internal", "", List.of(new HostnameSpecification("*.internal.example.com", "")));
        store().addDomain(domain);
        add(domain, new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("t0ken")));
        Check inside = HttpCheck.builder("https://api.internal.example.com/")
                .name("inside")
                .credentialsId("token")
                .build();

        assertThat(CheckCredentials.resolve(List.of(inside), build))
                .containsOnlyKeys(new CredentialsKey("https://api.internal.example.com:443", "token"));
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(inside, check("outside", "token")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'token'", "'outside'");
    }

    @Test
    void oneIdIsWhatItStandsForAtEachHostAndEachCheckHasItsOwn() throws Exception {
        for (String host : List.of("a", "b")) {
            Domain domain = new Domain(host, "", List.of(new HostnameSpecification(host + ".example.com", "")));
            store().addDomain(domain);
            add(
                    domain,
                    new StringCredentialsImpl(CredentialsScope.GLOBAL, "deploy", "", Secret.fromString("for-" + host)));
        }
        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "other", "", Secret.fromString("another")));
        List<Check> checks = NamedCheck.unique(List.of(
                HttpCheck.builder("https://a.example.com/x?1")
                        .credentialsId("deploy")
                        .build(),
                HttpCheck.builder("https://a.example.com/x?2")
                        .credentialsId("other")
                        .build(),
                HttpCheck.builder("https://b.example.com/")
                        .credentialsId("deploy")
                        .build()));

        assertThat(CheckCredentials.resolve(checks, build))
                .containsOnly(
                        Map.entry(
                                new CredentialsKey("https://a.example.com:443", "deploy"),
                                new ProbeCredentials.Bearer("for-a")),
                        Map.entry(
                                new CredentialsKey("https://a.example.com:443", "other"),
                                new ProbeCredentials.Bearer("another")),
                        Map.entry(
                                new CredentialsKey("https://b.example.com:443", "deploy"),
                                new ProbeCredentials.Bearer("for-b")));
    }

    private static CredentialsKey key(String id) {
        return new CredentialsKey("https://www.example.com:443", id);
    }

    @Test
    void credentialsThatOnlyJenkinsItselfMayUseAreMissing() throws Exception {
        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.SYSTEM, "system", "", Secret.fromString("t0ken")));
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(check("health", "system")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("'system'");
    }

    @Test
    void saysThatAnotherKindCannotBeSent() throws Exception {
        add(
                Domain.global(),
                new FileCredentialsImpl(
                        CredentialsScope.GLOBAL, "file", "", "key.pem", SecretBytes.fromRawBytes(new byte[] {1})));
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(check("health", "file")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'file'", "'health'", "expected a user name with password or a secret text");
    }

    @Test
    void saysThatATokenCannotBeSentWithoutShowingIt() throws Exception {
        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("two words")));
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(check("health", "token")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'token'", "'health'", "printable ASCII")
                .hasMessageNotContaining("two words");
    }

    @Test
    void aCertificateIsPresented(@TempDir Path directory) throws Exception {
        CertificateCredentialsImpl certificate = new CertificateCredentialsImpl(
                CredentialsScope.GLOBAL,
                "client",
                "",
                "changeit",
                new CertificateCredentialsImpl.UploadedKeyStoreSource(null, keyStore(directory)));
        add(Domain.global(), certificate);

        ProbeCredentials found =
                CheckCredentials.resolve(List.of(presenting("client")), build).get(key("client"));

        assertThat(found).hasToString("Certificate[****]");
        assertThat(found).isInstanceOfSatisfying(ProbeCredentials.Certificate.class, kept -> {
            assertThat(kept.password()).isEqualTo("changeit");
            assertThat(keys(kept)).containsExactly("client");
        });
        assertThat(CredentialsProvider.getFingerprintOf(certificate).getJobs()).contains("shop");
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(check("health", "client")), build))
                .hasMessageContainingAll("'client'", "expected a user name with password or a secret text");
    }

    @Test
    void authoritiesComeFromAFileOrACertificate(@TempDir Path directory) throws Exception {
        CertificateCredentialsImpl certificate = new CertificateCredentialsImpl(
                CredentialsScope.GLOBAL,
                "ca",
                "",
                "changeit",
                new CertificateCredentialsImpl.UploadedKeyStoreSource(null, keyStore(directory)));
        add(Domain.global(), certificate);
        CredentialsKey key = new CredentialsKey("https://www.example.com:443", "ca");
        Check tls = TlsCheck.parse("www.example.com").trusting("ca");
        ProbeCredentials found = CheckCredentials.resolve(List.of(tls), build).get(key);
        assertThat(found).isInstanceOf(ProbeCredentials.Authorities.class);
        add(
                Domain.global(),
                new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "file",
                        "",
                        "ca.pem",
                        SecretBytes.fromBytes(
                                ((ProbeCredentials.Authorities) found).pem().getBytes(StandardCharsets.UTF_8))));
        Check http = HttpCheck.builder("https://www.example.com/")
                .caCredentialsId("file")
                .build();
        assertThat(CheckCredentials.resolve(List.of(http), build)).containsOnly(Map.entry(key("file"), found));
        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString("t0ken")));
        assertThatThrownBy(() -> CheckCredentials.resolve(
                        List.of(TlsCheck.parse("www.example.com").trusting("text")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'text'", "expected a secret file in PEM or a certificate");
    }

    @Test
    void saysThatSomethingElseIsNoCertificate() throws Exception {
        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("t0ken")));
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(presenting("token")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'token'", "'health'", "expected a certificate, found Secret text");
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(presenting("gone")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'gone'", "'health'", "Expected the id of a certificate.");
    }

    private static Check presenting(String certificateId) {
        return HttpCheck.builder("https://www.example.com/health")
                .name("health")
                .certificateId(certificateId)
                .build();
    }

    private static List<String> keys(ProbeCredentials.Certificate certificate) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(
                    new ByteArrayInputStream(certificate.keyStore()),
                    certificate.password().toCharArray());
            return Collections.list(store.aliases());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SecretBytes keyStore(Path directory) throws Exception {
        Path file = directory.resolve("client.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "client",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=client",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return SecretBytes.fromRawBytes(Files.readAllBytes(file));
    }

    private static Check check(String name, String credentialsId) {
        return HttpCheck.builder("https://www.example.com/health")
                .name(name)
                .credentialsId(credentialsId)
                .build();
    }

    private static void add(Domain domain, Credentials credentials) throws Exception {
        store().addCredentials(domain, credentials);
    }

    private static CredentialsStore store() {
        return CredentialsProvider.lookupStores(Jenkins.get()).iterator().next();
    }
}
