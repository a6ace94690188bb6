package io.jenkins.plugins.releasechecklist.engine.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** A language in which every pattern, of phrases and of Messages, has brackets around it: what has none on a page cannot be translated. */
public final class PseudoLanguage {
    /** One that Java knows, as servers take no other from a request: the English of Dominica, which nobody translates to. */
    public static final Locale LOCALE = Locale.forLanguageTag("en-DM");

    public static final String BEGIN = "\u27E6";
    public static final String END = "\u27E7";

    private PseudoLanguage() {}

    /** Writes the translations of all patterns to the class path of the tests. */
    public static void install() {
        Path patterns = folder(Phrase.class, "/io/jenkins/plugins/releasechecklist/engine/text/Phrases.properties");
        Path tests =
                folder(PseudoLanguage.class, "/io/jenkins/plugins/releasechecklist/engine/text/PseudoLanguage.class");
        for (Path file : bundles(patterns)) {
            Properties pseudo = new Properties();
            read(file).forEach((key, pattern) -> pseudo.setProperty(key.toString(), BEGIN + pattern + END));
            String name = file.getFileName().toString().replace(".properties", "_en_DM.properties");
            Path translation = tests.resolve(patterns.relativize(file)).resolveSibling(name);
            try {
                Files.createDirectories(translation.getParent());
                // With escapes, as Messages are read in an old charset.
                try (OutputStream out = Files.newOutputStream(translation)) {
                    pseudo.store(out, null);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        ResourceBundle.clearCache(Phrase.class.getClassLoader());
    }

    /** All patterns below a folder. */
    public static List<Path> bundles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("Phrases.properties") || file.endsWith("Messages.properties"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Properties read(Path bundle) {
        Properties patterns = new Properties();
        try (Reader text = Files.newBufferedReader(bundle)) {
            patterns.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return patterns;
    }

    /** The root of the class path in which a resource is. */
    private static Path folder(Class<?> from, String resource) {
        try {
            URI file = from.getResource(resource).toURI();
            Path root = Path.of(file);
            for (String ignored : resource.substring(1).split("/")) {
                root = root.getParent();
            }
            return root;
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
