package io.jenkins.plugins.releasechecklist.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamedCheckTest {
    private static List<String> unique(String... names) {
        List<TcpCheck> checks = Stream.of(names)
                .map(name -> TcpCheck.parse("db:5432").named(name))
                .toList();
        return NamedCheck.unique(checks).stream().map(Check::name).toList();
    }

    @Test
    void leavesUniqueNamesAsTheyAre() {
        assertThat(unique("health", "login")).containsExactly("health", "login");
    }

    @Test
    void numbersTheOthers() {
        assertThat(unique("health", "health", "health")).containsExactly("health", "health-2", "health-3");
    }

    @Test
    void leavesANumberedNameToTheCheckThatBroughtIt() {
        assertThat(unique("health", "health", "health-2")).containsExactly("health", "health-3", "health-2");
    }
}
