package io.jenkins.plugins.releasechecklist.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditPageTest {
    @Test
    void tellsEveryEventThatARecordCanHold() throws IOException {
        String page = Files.readString(Page.ROOT.resolve("docs/audit.md"));

        assertThat(Stream.of(ReleaseEvent.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .filter(name -> !name.equals("Unrecognised"))
                        .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1)))
                .allSatisfy(type -> assertThat(page).contains("`" + type + "`"));
    }
}
