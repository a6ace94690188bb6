package io.jenkins.plugins.releasechecklist.cli.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown page of the repository.
 *
 * @param file where it is
 * @param text what it says, without blocks and spans of code
 */
record Page(Path file, String text) {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern SPAN = Pattern.compile("`[^`\\n]+`");
    private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+)(?: \"[^\"]*\")?\\)");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[([^]]+)]: (\\S+)$");
    private static final Pattern SHORT_LINK = Pattern.compile("\\[([A-Z]\\w*[a-z]\\w*)](?![(:\\[])");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static Page read(Path file) {
        try {
            String text = BLOCK.matcher(Files.readString(file)).replaceAll("");
            return new Page(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that people begin with, and all below {@code docs}. */
    static List<Page> all() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(ROOT::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Page::read)
                    .toList();
        }
    }

    private String prose() {
        return SPAN.matcher(text).replaceAll("");
    }

    /** Where links and pictures lead, but for those to other sites. */
    List<String> targets() {
        return Stream.concat(
                        LINK.matcher(prose()).results().map(link -> link.group(1)),
                        DEFINITION.matcher(text).results().map(link -> link.group(2)))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .toList();
    }

    /** Links that only name their target. */
    Set<String> shortLinks() {
        return SHORT_LINK.matcher(prose()).results().map(link -> link.group(1)).collect(Collectors.toSet());
    }

    Set<String> definitions() {
        return DEFINITION.matcher(text).results().map(link -> link.group(1)).collect(Collectors.toSet());
    }

    /** The names by which a link can lead to a heading, as GitHub makes them. */
    Set<String> anchors() {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\- _]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** Whether there is what a link on this page leads to. */
    boolean leadsSomewhere(String target) {
        String[] parts = target.split("#", 2);
        Path to = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        return Files.exists(to)
                && (parts.length == 1
                        || !to.toString().endsWith(".md")
                        || read(to).anchors().contains(parts[1]));
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
