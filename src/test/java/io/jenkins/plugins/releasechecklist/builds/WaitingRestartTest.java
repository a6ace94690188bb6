package io.jenkins.plugins.releasechecklist.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The index is believed after an orderly shutdown, and made anew from the records otherwise. */
class WaitingRestartTest {
    private static final String SHOP = "shop#1: support-handoff";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    /** A build waits, and Jenkins is shut down in order. */
    @BeforeEach
    void leave() throws Throwable {
        sessions.then(rule -> {
            Waiting.wholeIndex();
            Waiting.released(rule, "shop");
        });
    }

    @Test
    void isBelievedAfterAnOrderlyShutdownWithoutReadingAnyRecord() throws Throwable {
        assertThat(saved()).contains("\"closed\":true");
        write(saved().replace("2.4.0", "2.4.1"));
        sessions.then(rule -> {
            assertThat(WaitingIndex.get().isRebuilding()).isFalse();
            assertThat(Waiting.index()).containsExactly(SHOP);
            assertThat(WaitingIndex.get().of("shop").get(0).version()).contains("2.4.1");
            assertThat(saved()).contains("\"closed\":false");
        });
    }

    @Test
    void isMadeAnewWhenTheFileIsMissing() throws Throwable {
        Files.delete(file());
        sessions.then(rule -> assertThat(Waiting.wholeIndex()).containsExactly(SHOP));
    }

    @Test
    void isMadeAnewWhenTheFileCannotBeUnderstood() throws Throwable {
        for (String broken :
                new String[] {"", "{\"closed\":tr", "{}", "[]", "null", "{\"closed\":true,\"builds\":[null]}"}) {
            write(broken);
            sessions.then(rule -> assertThat(Waiting.wholeIndex()).as(broken).containsExactly(SHOP));
        }
    }

    @Test
    void readsWhatChangedShortlyBeforeACrash() throws Throwable {
        write("{\"closed\":false,\"builds\":[]}");
        sessions.then(rule -> assertThat(Waiting.wholeIndex()).containsExactly(SHOP));
        assertThat(saved()).contains("\"closed\":true");
    }

    @Test
    void readsNothingAfterACrashThatWasSavedLongBefore() throws Throwable {
        write("{\"closed\":false,\"builds\":[]}");
        Files.setLastModifiedTime(file(), FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        sessions.then(rule -> assertThat(Waiting.wholeIndex()).isEmpty());
    }

    @Test
    void forgetsAfterACrashWhatIsGone() throws Throwable {
        write(saved().replace("\"closed\":true", "\"closed\":false").replace("\"shop\"", "\"gone\""));
        sessions.then(rule -> assertThat(Waiting.wholeIndex()).containsExactly(SHOP));
    }

    private Path file() {
        return sessions.getHome().toPath().resolve(WaitingIndex.FILE);
    }

    private String saved() throws IOException {
        return Files.readString(file());
    }

    private void write(String content) throws IOException {
        Files.writeString(file(), content);
    }
}
