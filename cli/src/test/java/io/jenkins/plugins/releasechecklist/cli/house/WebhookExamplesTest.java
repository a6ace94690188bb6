package io.jenkins.plugins.releasechecklist.cli.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookSigner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of docs/webhooks.md run, and tell what is genuine from what is not. */
class WebhookExamplesTest {

    private static final DeliveryId ID = new DeliveryId("0123456789abcdef0123456789abcdef");

    @TempDir
    private Path folder;

    enum Language {
        PYTHON("python", "python3", """
                import sys
                a = sys.argv
                headers = {"webhook-id": a[2], "webhook-timestamp": a[3], "webhook-signature": a[4]}
                sys.exit(0 if is_genuine(a[1], headers, open(a[5], "rb").read()) else 1)
                """),
        NODE("javascript", "node", """
                const [secret, id, timestamp, signature, file] = process.argv.slice(2);
                const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
                process.exit(isGenuine(secret, headers, require('node:fs').readFileSync(file)) ? 0 : 1);
                """),
        SHELL("sh", "sh", "is_genuine \"$@\"\n");

        private final String fence;
        private final String program;
        private final String call;

        Language(String fence, String program, String call) {
            this.fence = fence;
            this.program = program;
            this.call = call;
        }

        boolean isHere() {
            return Pattern.compile(File.pathSeparator)
                    .splitAsStream(System.getenv("PATH"))
                    .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void tellWhatIsGenuine(Language language) throws Exception {
        assumeTrue(language.isHere(), language.program + " is not on this machine: the example was NOT tested");
        assumeTrue(
                language != Language.SHELL || Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not here");
        Path script = Files.writeString(
                folder.resolve("example." + language.fence), example(language) + "\n" + language.call);
        String plain = "It's a Secret to Everybody";
        String encoded = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        byte[] body = "{\"title\": \"Größe 🎉\"}\n".getBytes(UTF_8);
        String now = Long.toString(Instant.now().getEpochSecond());
        String old = Long.toString(Instant.now().getEpochSecond() - 3600);
        String one = new WebhookSigner(List.of(plain)).signStandard(ID, now, body);
        String both = new WebhookSigner(List.of(encoded, plain)).signStandard(ID, now, body);

        assertThat(isGenuine(language, script, plain, ID.value(), now, one, body))
                .isTrue();
        assertThat(isGenuine(language, script, plain, ID.value(), now, both, body))
                .isTrue();
        assertThat(isGenuine(language, script, encoded, ID.value(), now, both, body))
                .isTrue();
        assertThat(isGenuine(language, script, "other", ID.value(), now, both, body))
                .isFalse();
        assertThat(isGenuine(language, script, plain, "f" + ID.value().substring(1), now, one, body))
                .isFalse();
        assertThat(isGenuine(language, script, plain, ID.value(), now, one, "{}".getBytes(UTF_8)))
                .isFalse();
        assertThat(isGenuine(language, script, plain, ID.value(), now, one.replace("v1,", "v2,"), body))
                .isFalse();
        assertThat(isGenuine(language, script, plain, ID.value(), now, "", body))
                .isFalse();
        String late = new WebhookSigner(List.of(plain)).signStandard(ID, old, body);
        assertThat(isGenuine(language, script, plain, ID.value(), old, late, body))
                .isFalse();
    }

    private boolean isGenuine(
            Language language, Path script, String secret, String id, String timestamp, String signature, byte[] body)
            throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("body.json"), body);
        Process process = new ProcessBuilder(
                        language.program, script.toString(), secret, id, timestamp, signature, file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).isEmpty();
        return process.exitValue() == 0;
    }

    private static String example(Language language) throws IOException {
        Path docs = Path.of("..", "docs", "webhooks.md");
        Matcher fence = Pattern.compile("```" + language.fence + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(docs));
        assertThat(fence.find()).isTrue();
        return fence.group(1);
    }
}
