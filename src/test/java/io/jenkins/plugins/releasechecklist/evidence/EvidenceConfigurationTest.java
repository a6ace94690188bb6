package io.jenkins.plugins.releasechecklist.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.SigningKey;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.VerificationKey;
import io.jenkins.plugins.releasechecklist.evidence.EvidenceKeys.PublishedKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
class EvidenceConfigurationTest {
    @TempDir
    private Path directory;

    private JenkinsRule jenkins;

    @BeforeEach
    void moveIn(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void theFormKeepsTheCertificate() throws Exception {
        addCertificate("release-signer", "EC", "secp256r1");
        EvidenceConfiguration.get().setCredentialsId("release-signer");

        jenkins.configRoundtrip();

        assertThat(EvidenceConfiguration.get().getCredentialsId()).isEqualTo("release-signer");
        EvidenceConfiguration.get().setCredentialsId(" ");
        jenkins.configRoundtrip();
        assertThat(EvidenceConfiguration.get().getCredentialsId()).isNull();
    }

    @Test
    void isConfiguredAsCode() throws Exception {
        Path yaml = Files.writeString(
                directory.resolve("jenkins.yaml"), "unclassified: {releaseEvidence: {credentialsId: release-signer}}");

        ConfigurationAsCode.get().configure(yaml.toString());

        assertThat(EvidenceConfiguration.get().getCredentialsId()).isEqualTo("release-signer");
    }

    @Test
    void everyFieldHasHelp() {
        for (String help : List.of("help-credentialsId.html", "help-key.html")) {
            assertThat(EvidenceConfiguration.class.getResource("EvidenceConfiguration/" + help))
                    .isNotNull();
        }
    }

    @Test
    void offersAndChecksCertificates() throws Exception {
        EvidenceConfiguration form = EvidenceConfiguration.get();
        addCertificate("release-signer", "EC", "secp256r1");
        addCertificate("edwards", "EdDSA", "Ed25519");

        assertThat(form.doFillCredentialsIdItems(""))
                .extracting((ListBoxModel.Option option) -> option.value)
                .containsExactlyInAnyOrder("", "release-signer", "edwards");
        assertThat(form.doCheckCredentialsId("").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckCredentialsId("release-signer").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckCredentialsId("edwards").getMessage())
                .contains("cannot sign: expected a key for one of [ECDSA, RSA], found one for EdDSA");
        assertThat(form.doCheckCredentialsId("gone").getMessage())
                .contains("expected the certificate credentials", "gone", "found none");
    }

    @Test
    void aCertificateSignsAndItsKeyIsPublishedForItsTime() throws Exception {
        addCertificate("release-signer", "RSA", "");
        VerificationKey own = EvidenceKeys.get().own().open();
        SigningKey certified = EvidenceSigner.certificate("release-signer");

        EvidenceKeys.get().certified(certified);
        EvidenceKeys.get().certified(certified);

        assertThat(EvidenceKeys.get().published())
                .extracting(PublishedKey::keyid)
                .containsExactly(own.id(), certified.open().id());
        assertThat(EvidenceKeys.get().published().get(1).algorithm()).isEqualTo("rsa-sha256");
        assertThat(EvidenceKeys.get().own().open().id()).isEqualTo(own.id());
        assertThat(EvidenceKeys.get().published().get(1).until()).isNotNull();
        assertThat(EvidenceKeys.get().published().get(0).until()).isNull();
    }

    @Test
    void keysThatCannotBeReadAreNeverReplaced() throws Exception {
        EvidenceKeys.get().own();
        Path file = jenkins.jenkins.getRootDir().toPath().resolve(EvidenceKeys.FILE);
        String whole = Files.readString(file);
        for (String broken : List.of(
                "<?xml",
                "<string>keys</string>",
                "<io.jenkins.plugins.releasechecklist.evidence.StoredKeys/>",
                stored(""),
                stored("<string>key</string>"),
                stored("<" + StoredKey.class.getName() + "/>"),
                stored("<" + StoredKeys.class.getName() + "/>"),
                stored("<java.net.URL>http://localhost/</java.net.URL>"),
                whole.replace("</keys>", "<some.Other/></keys>"),
                whole.replace("<from>", "<other/><from>"),
                Files.readString(file).replaceAll("<privateKey>.*</privateKey>", "<privateKey>{AAAA}</privateKey>"))) {
            Files.writeString(file, broken);

            assertThatThrownBy(() -> EvidenceKeys.get().own())
                    .isInstanceOf(IOException.class)
                    .message()
                    .doesNotContain(jenkins.jenkins.getRootDir().getPath());
            assertThat(file).hasContent(broken);
        }
    }

    private static String stored(String keys) {
        String type = StoredKeys.class.getName();
        return "<" + type + "><keys>" + keys + "</keys></" + type + ">";
    }

    @Test
    void theFormTellsTheKeyThatSignsNow() throws Exception {
        addCertificate("release-signer", "EC", "secp256r1");
        EvidenceConfiguration form = EvidenceConfiguration.get();
        assertThat(form.getKeyText()).startsWith("None yet");
        String own = EvidenceKeys.get().own().open().id();

        assertThat(form.getKeyText()).isEqualTo(own);
        form.setCredentialsId("release-signer");
        assertThat(form.getKeyText())
                .isEqualTo(EvidenceSigner.certificate("release-signer").open().id())
                .isNotEqualTo(own);
        form.setCredentialsId("gone");
        assertThat(form.getKeyText()).contains("gone", "found none");
    }

    @Test
    void twoAdministratorsWhoReplaceTheKeyAtOnceLoseNone() throws Exception {
        String first = EvidenceKeys.get().own().open().id();
        List<CompletableFuture<Void>> rotations = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            rotations.add(CompletableFuture.runAsync(() -> {
                try {
                    EvidenceKeys.get().rotate();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
        rotations.forEach(CompletableFuture::join);

        List<PublishedKey> keys = EvidenceKeys.get().published();
        assertThat(keys).hasSize(9).first().extracting(PublishedKey::keyid).isEqualTo(first);
        assertThat(keys.stream().filter(key -> key.until() == null)).hasSize(1);
    }

    @Test
    void aRestartKeepsTheKey() throws Exception {
        VerificationKey before = EvidenceKeys.get().own().open();

        assertThat(new EvidenceKeys().own().open()).isEqualTo(before);
    }

    private void addCertificate(String id, String algorithm, String group) throws Exception {
        Path file = directory.resolve(id + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "release",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + id,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString()));
        if (!group.isEmpty()) {
            command.addAll(List.of("-groupname", group));
        }
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new CertificateCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        id,
                        "",
                        "changeit",
                        new CertificateCredentialsImpl.UploadedKeyStoreSource(
                                null, SecretBytes.fromBytes(Files.readAllBytes(file)))));
    }
}
