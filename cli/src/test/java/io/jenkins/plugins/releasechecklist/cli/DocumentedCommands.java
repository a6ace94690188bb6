package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The commands of {@code docs/evidence.md}, run as they stand there.
 *
 * @param folder where
 */
record DocumentedCommands(Path folder) {
    private static final Path DOCUMENT = Path.of("../docs/evidence.md");

    /** A block below a heading, by its language; 0 is the first. */
    static String block(String heading, String language, int which) throws IOException {
        String section = Files.readString(DOCUMENT).split(heading + "\n", 2)[1].split("\n##+ ", 2)[0];
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList()
                .get(which);
    }

    /** Skips the test, and says so, where a program is not installed. */
    void need(String program, String option) throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder(program, option)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, program + " is not installed: the commands of the document were not run");
    }

    /** What they print. */
    String run(String commands) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
