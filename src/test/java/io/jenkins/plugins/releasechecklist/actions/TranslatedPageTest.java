package io.jenkins.plugins.releasechecklist.actions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.FreezeBound;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.PseudoLanguage;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.localizer.LocaleProvider;

/** What the engine says, for a reader of a language in which everything has brackets. */
@InSharedJenkins
class TranslatedPageTest {
    private static JenkinsRule jenkins;
    private static volatile String language = "en";
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
        PseudoLanguage.install();
        // The harness takes English for the language of every request.
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Locale.forLanguageTag(language);
            }
        });
    }

    @AfterAll
    static void speakEnglish() {
        LocaleProvider.setProvider(LocaleProvider.DEFAULT);
    }

    @BeforeEach
    void startBuild() throws Exception {
        running = RunningBuild.start(jenkins);
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    private String page(String wanted, String user) throws Exception {
        language = wanted;
        HttpRequest request = HttpRequest.newBuilder(
                        jenkins.getURL().toURI().resolve(running.build().getUrl() + "release-checklist/"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(UTF_8)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** Neither in English nor half translated. */
    private void saysInBrackets(String user, String... sentences) throws Exception {
        String english = page("en", user);
        String pseudo = page(PseudoLanguage.LOCALE.toLanguageTag(), user);
        assertThat(english).contains(sentences).doesNotContain(PseudoLanguage.BEGIN);
        assertThat(pseudo)
                .contains(
                        Stream.of(sentences).map(TranslatedPageTest::inBrackets).toArray(String[]::new));
    }

    private static String inBrackets(String sentence) {
        return PseudoLanguage.BEGIN + sentence + PseudoLanguage.END;
    }

    @Test
    void aGateSaysWhatItWaitsForAndHowItEnded() throws Exception {
        Schedule schedule = new Schedule(
                List.of(Window.parse("MON-FRI 00:00-24:00 Europe/Berlin")),
                List.of(new Freeze(
                        FreezeBound.parse("12-20"),
                        FreezeBound.parse("01-04"),
                        ZoneId.of("Europe/Berlin"),
                        "Audit",
                        List.of())));
        running.append(
                Events.gate("staging", 1, "Staging?", Events.policy(Events.QA)),
                new ReleaseEvent.GateSettled(
                        "staging",
                        1,
                        GateStatus.NO_GO,
                        Phrase.of("gate.refused", "Quinn", "Too slow"),
                        false,
                        Optional.empty()));
        running.append(
                Events.gate("production", 1, "Ship?", Events.policy(Events.QA).withSchedule(schedule)));
        saysInBrackets("qa", "No-go by Quinn: Too slow", "MON-FRI all day", "12-20 to 01-04 Europe/Berlin");
        saysInBrackets("support", "support cannot vote here: qa decide, and support holds support");
    }

    @Test
    void aCheckSaysWhatWasWrong() throws Exception {
        running.append(
                Events.started("r1", "smokeTest", "staging"),
                new ReleaseEvent.CheckSettled(
                        "r1",
                        new CheckResult(
                                "db",
                                "tcp",
                                "db:5432",
                                CheckResult.Status.FAILED,
                                Duration.ZERO,
                                1,
                                Phrase.of("probe.run.noAnswer", "5s"),
                                "")),
                Events.failed("r1", "db"));
        saysInBrackets("qa", "no answer within 5s");
    }

    @Test
    void aVerificationSaysWhyItEnded() throws Exception {
        Phrase late = Phrase.of("probe.run.noAnswer", "5s");
        running.append(
                Events.started("v1", "postDeployVerify", "production"),
                Events.samples(
                        "v1",
                        Events.sample("health", 1, 70, ""),
                        new Sample(Events.NOON, "health", false, 900, Phrase.of("probe.run.cancelled"), "")),
                new ReleaseEvent.VerificationJudged(
                        "v1",
                        new Judgement(
                                Verdict.FAIL,
                                List.of(
                                        Phrase.of("verify.check", "health", Phrase.of("verify.failed", late)),
                                        Phrase.of("verify.roundsMissed", 2, 10L)),
                                2,
                                0.5,
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of())),
                Events.failed("v1", "see above"));
        saysInBrackets("qa", "no answer within 5s", "cancelled", "2 of 10 planned rounds missed");
    }
}
