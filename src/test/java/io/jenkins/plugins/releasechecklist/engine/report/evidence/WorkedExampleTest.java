package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of {@code docs/evidence.md}: its files are kept for ever, and its commands are those of the document. */
class WorkedExampleTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheFiles() throws IOException {
        for (String name : new String[] {"evidence.json", "evidence-key.pem", "record.jsonl"}) {
            try (InputStream file = WorkedExampleTest.class.getResourceAsStream(name)) {
                Files.write(folder.resolve(name), file.readAllBytes());
            }
        }
    }

    @Test
    void holdsForEver() throws IOException {
        Envelope envelope = Envelope.parse(read("evidence.json"));
        Files.createDirectory(folder.resolve("record"));
        Files.copy(folder.resolve("record.jsonl"), folder.resolve("record/events.jsonl"));

        assertThat(VerificationKey.parse(read("evidence-key.pem")).hasSigned(envelope))
                .isTrue();
        assertThat(EvidenceSummary.of(envelope)
                        .contradiction(new ReleaseRecord(() -> folder.resolve("record"), InstantSource.system())))
                .isEmpty();
    }

    @Test
    void isCheckedByOpenSslWithTheCommandsOfTheDocument() throws IOException, InterruptedException {
        assumeTrue(isThere("openssl"), "openssl is not installed");

        Answer answer = run(commands("With OpenSSL"));

        assertThat(answer.text()).contains("Verified OK");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void isRefusedByOpenSslWhenItWasChanged() throws IOException, InterruptedException {
        assumeTrue(isThere("openssl"), "openssl is not installed");
        String bundle = read("evidence.json");
        int at = bundle.indexOf("\"payload\":\"") + 200;
        String other = bundle.charAt(at) == 'A' ? "B" : "A";
        Files.writeString(folder.resolve("evidence.json"), bundle.substring(0, at) + other + bundle.substring(at + 1));

        Answer answer = run(commands("With OpenSSL"));

        assertThat(answer.text()).contains("Verification failure");
        assertThat(answer.exitCode()).isNotZero();
    }

    @Test
    void namesTheLastEventOfTheRecord() throws IOException, InterruptedException {
        assumeTrue(isThere("openssl"), "openssl is not installed");

        Answer answer = run(commands("With OpenSSL") + commands("The record that belongs to it"));

        assertThat(answer.text()).contains("the record is the one that was signed");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void isShownInTheDocument() throws IOException {
        assertThat(document())
                .contains(read("evidence-key.pem").strip())
                .contains(VerificationKey.parse(read("evidence-key.pem")).id());
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** The first commands below a heading. */
    private static String commands(String heading) throws IOException {
        Matcher matcher = Pattern.compile(
                        "^## " + heading + "$.*?^```sh\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(document());
        assertThat(matcher.find()).as("commands below '" + heading + "'").isTrue();
        return matcher.group(1);
    }

    /** The tests run in the directory of the plugin or of the tool. */
    private static String document() throws IOException {
        Path document = Stream.of("docs/evidence.md", "../docs/evidence.md")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        return Files.readString(document);
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Answer run(String commands) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Answer(text, process.exitValue());
    }

    private record Answer(String text, int exitCode) {}
}
