package io.jenkins.plugins.releasechecklist.cli.house;

import io.jenkins.plugins.releasechecklist.engine.house.Drawing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The main code of plugin and tool as text: which types there are, and which package uses which. */
final class SourceTree {
    static final String BASE = Drawing.BASE;

    private static final Pattern NOT_CODE = Pattern.compile(
            "\"\"\".*?(?<!\\\\)\"\"\"|//[^\\n]*|(?s:/\\*.*?\\*/)|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
    private static final Pattern OURS =
            Pattern.compile("\\b" + Pattern.quote(BASE) + "((?:\\.[a-z]\\w*)*)\\.([A-Z]\\w*)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (static )?([\\w.*]+);$");
    private static final Pattern NESTED =
            Pattern.compile("\\b(?:class|interface|enum|record) ([A-Z]\\w*)(?= ?[<({]| extends| implements| permits)");

    private final List<Source> sources;

    private SourceTree(List<Source> sources) {
        this.sources = sources;
    }

    static SourceTree read() {
        Path root = Path.of("").toAbsolutePath().getParent();
        return new SourceTree(Stream.of("src/main/java", "cli/src/main/java")
                .map(root::resolve)
                .flatMap(SourceTree::below)
                .toList());
    }

    private static Stream<Source> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(file -> Source.read(folder, file))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Source> sources() {
        return sources;
    }

    /** Types by package; the names of packages begin after {@link #BASE}, as in {@code engine.gate}. */
    Map<String, List<String>> typesByPackage() {
        return sources.stream()
                .collect(Collectors.groupingBy(
                        Source::room, TreeMap::new, Collectors.mapping(Source::name, Collectors.toList())));
    }

    /** For each package the other packages that it uses. */
    Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Source source : sources) {
            uses.computeIfAbsent(source.room(), room -> new TreeSet<>()).addAll(source.uses());
        }
        uses.forEach((room, used) -> used.remove(room));
        return uses;
    }

    /** Every name of a type that stands in the sources, those of nested types too. */
    Set<String> allNames() {
        return sources.stream()
                .map(Source::typesWithin)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    record Source(String room, String name, String code) {
        private static Source read(Path folder, Path file) {
            try {
                String room = folder.relativize(file.getParent())
                        .toString()
                        .replace('\\', '/')
                        .replace('/', '.');
                String code = NOT_CODE.matcher(Files.readString(file)).replaceAll(" ");
                return new Source(
                        room.substring(Math.min(room.length(), BASE.length() + 1)),
                        file.getFileName().toString().replace(".java", ""),
                        code);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isPublic() {
            return Pattern.compile("(?m)^public [\\w\\- ]*\\b(class|interface|enum|record) " + name + "\\b")
                    .matcher(code)
                    .find();
        }

        Set<String> imports() {
            return IMPORT.matcher(code).results().map(found -> found.group(2)).collect(Collectors.toSet());
        }

        private Set<String> typesWithin() {
            return NESTED.matcher(code).results().map(found -> found.group(1)).collect(Collectors.toSet());
        }

        /** Packages of ours that the code names; an import that only a comment needs is none. */
        private Set<String> uses() {
            Set<String> words = Arrays.stream(
                            IMPORT.matcher(code).replaceAll("").split("\\W+"))
                    .collect(Collectors.toSet());
            return OURS.matcher(code)
                    .results()
                    .filter(found -> isStaticImport(found) || words.contains(found.group(2)))
                    .map(found -> found.group(1).isEmpty() ? "" : found.group(1).substring(1))
                    .collect(Collectors.toSet());
        }

        private boolean isStaticImport(MatchResult found) {
            return code.startsWith("import static ", Math.max(0, found.start() - "import static ".length()));
        }
    }
}
