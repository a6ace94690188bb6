package io.jenkins.plugins.releasechecklist.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.PseudoLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of the engine: every pattern is used, every pattern that is used is there, and each can be translated. */
class PhrasesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path ENGINE = ROOT.resolve("src/main/resources/io/jenkins/plugins/releasechecklist/engine");
    /** {@code Phrase.of("gate.allMet"}, and the separators of {@code Phrase.joined("text.list"}. */
    private static final Pattern USE = Pattern.compile("Phrase\\s*\\.(?:of|joined|wrong)\\(\\s*\"([\\w.]+)\"");

    private static Set<String> written() {
        Set<String> keys = new TreeSet<>();
        for (Path bundle : PseudoLanguage.bundles(ENGINE)) {
            String place = ENGINE.relativize(bundle.getParent()).toString().replace('/', '.');
            PseudoLanguage.read(bundle).keySet().forEach(key -> keys.add(place + "." + key));
        }
        return keys;
    }

    private static Set<String> used() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Stream.concat(
                Files.walk(ROOT.resolve("src/main/java")), Files.walk(ROOT.resolve("cli/src/main/java")))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                USE.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(keys::add);
            }
        }
        return keys;
    }

    @Test
    void everyPatternIsUsedAndEveryPatternThatIsUsedIsThere() throws IOException {
        assertThat(written()).isEqualTo(used()).contains("gate.allMet", "text.list");
    }

    @Test
    void everyPatternIsWrittenAsMessageFormatWantsIt() {
        Object[] any = Stream.generate(() -> 1234).limit(10).toArray();
        assertThat(written())
                .allSatisfy(key -> assertThat(Phrase.of(key, any).text())
                        .as("a number within a choice is written {0,number,0}")
                        .doesNotContain("1,234")
                        .as("an apostrophe is written ''")
                        .doesNotContain("{"));
    }

    @Test
    void aTranslationCanSayAllOfThemInAnotherWay() {
        PseudoLanguage.install();
        Object[] any = Stream.generate(() -> 1).limit(10).toArray();
        assertThat(written())
                .allSatisfy(key -> assertThat(Phrase.of(key, any).in(PseudoLanguage.LOCALE))
                        .startsWith(PseudoLanguage.BEGIN)
                        .endsWith(PseudoLanguage.END));
    }
}
