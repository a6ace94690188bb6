package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.LoopbackAuthority.Mood;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.config.MissingTimeStamps;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.TimeStampAuthority;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Backoff;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

class LedgerStampsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    private LoopbackAuthority authority;

    @BeforeEach
    void begin() throws Exception {
        authority = new LoopbackAuthority();
    }

    @AfterEach
    void end() {
        authority.close();
    }

    @Test
    void stampsWhatWasNotedAtOnceAndWhatFollowsLater() throws Throwable {
        sessions.then(rule -> {
            allowLoopback();
            configure(authority.pem());
            FreeStyleBuild build = released(rule, "shop");

            String stamp = stamps(1).get(0);
            assertThat(stamp).contains("\"entry\":2,", "\"authority\":\"" + authority.url() + "\"");
            assertThat(ReleaseLedger.get()
                            .ledger()
                            .excerpt(build.getAction(RecordPointer.class).record())
                            .stamps())
                    .containsExactly(stamp);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(told()).startsWith("Entry 2 of the ledger is stamped: 20"));
            assertThat(new MissingTimeStamps().isActivated()).isFalse();

            released(rule, "other");
            noted(2);
            assertThat(authority.asked()).isEqualTo(1);
        });
    }

    @Test
    void asksAgainUntilTheAuthorityIsBack() throws Throwable {
        sessions.then(rule -> {
            allowLoopback();
            LedgerStamps.get().setBackoff(new Backoff(Duration.ofMillis(50), 1, Duration.ofMillis(50), 0));
            authority.mood = Mood.DOWN;
            configure(authority.pem());
            released(rule, "shop");

            await().atMost(LONG).until(() -> authority.asked() > 2);
            assertThat(told()).contains("does not stamp the ledger", "503 Service Unavailable");
            assertThat(new MissingTimeStamps().getProblems()).containsExactly(told());
            authority.mood = Mood.HONEST;

            stamps(1);
            await().atMost(LONG).until(() -> !new MissingTimeStamps().isActivated());
        });
    }

    @Test
    void asksAfterARestartForWhatIsNotStamped() throws Throwable {
        sessions.then(rule -> {
            allowLoopback();
            authority.mood = Mood.DOWN;
            configure(authority.pem());
            released(rule, "shop");
            await().atMost(LONG).until(() -> authority.asked() > 0);
        });
        assertThat(stamps()).isEmpty();
        authority.mood = Mood.HONEST;
        sessions.then(rule -> stamps(1));
    }

    @Test
    void tellsAdministratorsWhatIsWrong() throws Throwable {
        sessions.then(rule -> {
            configure(authority.pem());
            released(rule, "shop");
            await().atMost(LONG).until(() -> told().contains("does not stamp the ledger"));
            assertThat(told()).contains("controllerDeniedTargets");
            assertThat(authority.asked()).isZero();

            allowLoopback();
            authority.mood = Mood.CHATTING;
            configure(authority.pem());
            await().atMost(LONG).until(() -> told().contains("found 200 OK with the type 'text/html'"));

            authority.mood = Mood.OTHER_NONCE;
            configure(authority.pem());
            await().atMost(LONG).until(() -> told().contains("nonce"));

            authority.mood = Mood.HONEST;
            try (LoopbackAuthority other = new LoopbackAuthority()) {
                configure(other.pem());
            }
            await().atMost(LONG).until(() -> told().contains("is not certified"));
            try (JenkinsRule.WebClient client = rule.createWebClient()) {
                assertThat(client.goTo("manage").asNormalizedText())
                        .contains("The ledger of releases gets no time stamps.", "is not certified");
                rule.submit(client.goTo("manage/release-checklist").getFormByName("config"));
            }
            assertThat(ReleaseChecklistConfiguration.get().getTimeStampAuthorities())
                    .hasSize(1);
            assertThat(stamps()).isEmpty();
        });
    }

    private static void allowLoopback() {
        ReleaseChecklistConfiguration.get().setControllerDeniedTargets(List.of());
    }

    private void configure(String certificates) {
        ReleaseChecklistConfiguration.get()
                .setTimeStampAuthorities(List.of(new TimeStampAuthority(authority.url(), certificates)));
    }

    private static String told() {
        return ReleaseChecklistConfiguration.get()
                .getTimeStampAuthorities()
                .get(0)
                .getStanding()
                .getText();
    }

    private static FreeStyleBuild released(JenkinsRule rule, String job) throws Exception {
        FreeStyleBuild build = rule.buildAndAssertSuccess(rule.createFreeStyleProject(job));
        BuildRecords.open(build, Actor.SYSTEM, ReleaseDetails.UNKNOWN);
        build.getAction(RecordPointer.class).record().append(Actor.SYSTEM, new ReleaseEvent.BuildEnded("SUCCESS"));
        return build;
    }

    /** The lines of stamps, once there are so many. */
    private List<String> stamps(int count) {
        return await().atMost(LONG).until(this::stamps, found -> found.size() == count);
    }

    private List<String> stamps() throws IOException {
        return lines("ledgerStamped");
    }

    private void noted(int count) {
        await().atMost(LONG).until(() -> lines("releaseNoted"), found -> found.size() == count);
    }

    private List<String> lines(String type) throws IOException {
        return Files.readAllLines(sessions.getHome()
                        .toPath()
                        .resolve(ReleaseLedger.DIRECTORY)
                        .resolve("events.jsonl"))
                .stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }
}
