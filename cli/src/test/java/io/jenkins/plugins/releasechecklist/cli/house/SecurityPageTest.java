package io.jenkins.plugins.releasechecklist.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every numbered sentence of {@code docs/security.md} is held by a test that names it in a comment. */
class SecurityPageTest {
    private static final Pattern CLAIM = Pattern.compile("(?m)^\\* \\*\\*S(\\d+)\\*\\* ");
    private static final Pattern NAMED = Pattern.compile("// security\\.md: S(\\d+)\\n +@");

    @Test
    void numbersItsClaims() throws IOException {
        List<Integer> claims = claims();
        assertThat(claims)
                .hasSizeGreaterThan(20)
                .isEqualTo(IntStream.rangeClosed(1, claims.size()).boxed().toList());
    }

    @Test
    void hasATestForEachOfThem() throws IOException {
        Set<Integer> named = new TreeSet<>();
        for (String folder : List.of("src/test/java", "src/browser/java", "cli/src/test/java")) {
            try (Stream<Path> files = Files.walk(Page.ROOT.resolve(folder))) {
                for (Path file :
                        files.filter(it -> it.toString().endsWith("Test.java")).toList()) {
                    NAMED.matcher(Files.readString(file))
                            .results()
                            .forEach(found -> named.add(Integer.valueOf(found.group(1))));
                }
            }
        }
        assertThat(named).as("Claims that tests name").containsExactlyElementsOf(claims());
    }

    private static List<Integer> claims() throws IOException {
        return CLAIM.matcher(Files.readString(Page.ROOT.resolve("docs/security.md")))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }
}
