package io.jenkins.plugins.releasechecklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kohsuke.accmod.Restricted;

/**
 * Compares what other plugins can use with what {@code api.txt} says, so that no change of it goes unnoticed. The lines
 * without indentation there name the types of the API. After a change that is meant, {@code -Dapi.write} brings the
 * lines between them up to date; what is gone then breaks other plugins, and what is new wants a {@code @since}.
 */
class ApiTest {
    private static final Path WRITTEN = Path.of("src/test/resources/io/jenkins/plugins/releasechecklist/api.txt");

    @Test
    void isWhatIsWrittenDown() throws Exception {
        List<String> actual = new ArrayList<>();
        for (Class<?> type : types()) {
            actual.addAll(ApiSignatures.of(type));
        }
        if (System.getProperty("api.write") != null) {
            Files.write(WRITTEN, actual);
        }
        assertThat(actual).containsExactlyElementsOf(Files.readAllLines(WRITTEN));
    }

    @Test
    void isOpenToOtherPlugins() throws Exception {
        assertThat(types()).isNotEmpty().noneMatch(type -> type.isAnnotationPresent(Restricted.class));
    }

    @Test
    void saysSinceWhen() throws Exception {
        for (Class<?> type : types()) {
            String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
            assertThat(Path.of("src/main/java", file)).content().contains(" * @since ");
        }
    }

    private static List<Class<?>> types() throws IOException, ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        for (String line : Files.readAllLines(WRITTEN)) {
            if (!line.startsWith(" ")) {
                types.add(Class.forName(line.replaceFirst(" : .*", ""), false, ApiTest.class.getClassLoader()));
            }
        }
        return types;
    }
}
