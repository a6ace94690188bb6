package io.jenkins.plugins.releasechecklist.builds.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The index is believed after an orderly shutdown, and made anew from the records otherwise. */
class WaitingRestartTest {
    private static final String SHOP = "shop#1: support-handoff";

    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    /** A build waits, and Jenkins is shut down in order. */
    @BeforeEach
    void leave() throws Throwable {
        sessions.then(rule -> {
            Waiting.wholeIndex();
            FreeStyleBuild build = Waiting.released(rule, "shop");
            PlanSource plan = new PlanSource("plan.yaml", "handoff: [Runbook, Dashboards]");
            Waiting.append(
                    build,
                    new ReleaseEvent.DetailsAdded(new ReleaseDetails(
                            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(plan), Optional.empty())),
                    new ReleaseEvent.PartTicked(Waiting.HANDOFF, "runbook", true));
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
            OpenSignOff handoff =
                    WaitingIndex.get().of("shop").get(0).signOffs().get(0);
            assertThat(handoff.parts()).isEqualTo(2);
            assertThat(handoff.doneParts()).isEqualTo(1);
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
        Path releases = sessions.getHome().toPath().resolve("jobs/shop/release-checklist/releases.jsonl");
        Files.writeString(
                releases, Files.readString(releases).replaceAll("\"status\":\"[A-Z_]+\"", "\"status\":\"LOST\""));
        sessions.then(rule -> {
            assertThat(Waiting.wholeIndex()).containsExactly(SHOP);
            // What the release index was not told any more before the crash, it is told now.
            Job<?, ?> shop = rule.jenkins.getItemByFullName("shop", Job.class);
            assertThat(ReleaseIndexStore.read(shop)
                            .find(History.build(1))
                            .orElseThrow()
                            .status())
                    .isEqualTo("RELEASED_WITH_OPEN_ITEMS");
        });
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

    @Test
    void knowsAfterACrashThatAReleaseInProgressEndedWithIt() throws Throwable {
        sessions.then(rule -> {
            Waiting.running(rule, "dead");
            assertThat(WaitingIndex.get().of("dead").get(0).running()).isTrue();
        });
        write(saved().replace("\"closed\":true", "\"closed\":false"));
        // Its record did not change since, so that it would not be read for that.
        Files.setLastModifiedTime(file(), FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        sessions.then(rule -> {
            assertThat(Waiting.wholeIndex()).contains("dead#1: support-handoff");
            assertThat(WaitingIndex.get().of("dead").get(0).running()).isFalse();
        });
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
