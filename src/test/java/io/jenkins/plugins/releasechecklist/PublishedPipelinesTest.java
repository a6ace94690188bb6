package io.jenkins.plugins.releasechecklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import groovy.lang.GroovyShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people copy into their Jenkinsfiles is Groovy. */
class PublishedPipelinesTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```groovy\\n(.*?)^\\1```");
    private static final Path INIT =
            Path.of("cli/src/main/java/io/jenkins/plugins/releasechecklist/cli/InitCommand.java");

    @ParameterizedTest
    @MethodSource("pages")
    void everyExampleOfAPageCanBeParsed(Path page) throws IOException {
        for (String example : examples(page)) {
            assertThatCode(() -> new GroovyShell().parse(example))
                    .as("%s: %s", page, example)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theJenkinsfileOfTheToolCanBeParsed() throws IOException {
        String source = Files.readString(INIT);
        int begin = source.indexOf("pipeline {", source.indexOf("String jenkinsfile("));
        String jenkinsfile = source.substring(begin, source.indexOf("\"\"\"", begin))
                .formatted("pre-production", "the \\'shop\\'", "pre-production", "\\'the shop\\'");

        assertThatCode(() -> new GroovyShell().parse(jenkinsfile))
                .as(jenkinsfile)
                .doesNotThrowAnyException();
    }

    @Test
    void examplesAreFound() throws IOException {
        assertThat(examples(Path.of("docs/first-release.md")))
                .singleElement()
                .asString()
                .contains("releaseGate");
        assertThat(examples(Path.of("docs/jenkinsfile.md"))).hasSizeGreaterThan(10);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> examples(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .results()
                .map(block -> block.group(2))
                .toList();
    }
}
