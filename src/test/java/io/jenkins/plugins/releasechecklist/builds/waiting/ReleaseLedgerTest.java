package io.jenkins.plugins.releasechecklist.builds.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.builds.delivery.Deliveries;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.ReleaseLedger;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ReleaseNoted;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReleaseLedgerTest {
    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    /** A release goes out, and is noted as it does. */
    @BeforeEach
    void release() throws Throwable {
        sessions.then(rule -> {
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(file()));
            FreeStyleBuild build = Waiting.opened(rule, "shop");
            Waiting.gate(build, "production", 1);
            Waiting.settle(build, "production", 1);
            Waiting.append(build, new ReleaseEvent.BuildEnded("SUCCESS"));
            assertThat(noted(build, 2)).extracting(ReleaseNoted::late).containsExactly(false, false);
            assertThat(noted(build, 2).get(0).environment()).contains("production");
        });
    }

    @Test
    void isLeftAsItIsByARestart() throws Throwable {
        String before = Files.readString(file());
        sessions.then(rule -> {
            Waiting.wholeIndex();
            ReleaseLedger.get().catchUp();
            FreeStyleBuild other = Waiting.released(rule, "other");
            noted(other, 1);
            assertThat(Files.readString(file())).startsWith(before);
            assertThat(Files.readAllLines(file())).hasSize(4);
        });
    }

    @Test
    void isWitnessedByWhatLeavesJenkins() throws Throwable {
        sessions.then(rule -> {
            FreeStyleBuild other = Waiting.released(rule, "other");
            noted(other, 1);
            Message message = Deliveries.planned(
                            other.getAction(RecordPointer.class).record().state(),
                            "run",
                            "occasion",
                            Addressee.of(new WebhookChannel("hook", "https://hook.example.com/")),
                            Messages.announcement())
                    .orElseThrow()
                    .message();
            RecordHead head = ReleaseLedger.get().ledger().head();
            assertThat(message.ledger()).contains(new Message.LedgerHead(head.seq(), head.hash()));
        });
    }

    @Test
    void getsAfterTheStartWhatACrashKeptFromIt() throws Throwable {
        List<String> lines = Files.readAllLines(file());
        Files.delete(file());
        Files.delete(file().resolveSibling("head"));
        Files.delete(file().getParent());
        // Another process would not know what this one wrote.
        RecordLock.forgetGone();
        Files.createDirectory(file().getParent());
        Files.write(file(), lines.subList(0, 1));
        sessions.then(rule -> {
            FreeStyleBuild build = (FreeStyleBuild) rule.jenkins
                    .getItemByFullName("shop", FreeStyleProject.class)
                    .getLastBuild();
            assertThat(noted(build, 2))
                    .extracting(ReleaseNoted::event, ReleaseNoted::late)
                    .containsExactly(tuple(3L, true), tuple(4L, true));
        });
    }

    private Path file() {
        return sessions.getHome().toPath().resolve(ReleaseLedger.DIRECTORY).resolve("events.jsonl");
    }

    /** The entries about a build, once there are so many. */
    private static List<ReleaseNoted> noted(FreeStyleBuild build, int entries) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> noted(build), noted -> noted.size() == entries);
    }

    private static List<ReleaseNoted> noted(FreeStyleBuild build) throws IOException {
        return ReleaseLedger.get()
                .ledger()
                .of(build.getAction(RecordPointer.class).record())
                .stream()
                .map(event -> (ReleaseNoted) event.data())
                .toList();
    }
}
