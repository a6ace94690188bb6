package io.jenkins.plugins.releasechecklist.actions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.Functions;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final String ENGLISH = "en";
    private static final String PSEUDO = PseudoLanguage.LOCALE.toLanguageTag();

    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
        PseudoLanguage.install();
        // As Jenkins does when it starts, and the harness does not.
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Functions.getCurrentLocale();
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

    /**
     * Asks as a browser does.
     *
     * @param language what it says that its user reads
     * @param known the ETag of what it has; empty when it has nothing
     */
    private HttpResponse<String> ask(String language, String user, String path, String known) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        jenkins.getURL().toURI().resolve(running.page() + path))
                .header("Accept-Language", language)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(UTF_8)));
        if (!known.isEmpty()) {
            request.header("If-None-Match", known);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String page(String language, String user) throws Exception {
        return page(language, user, "");
    }

    private String page(String language, String user, String path) throws Exception {
        HttpResponse<String> answer = ask(language, user, path, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** Neither in English nor half translated. */
    private void saysInBrackets(String user, String... sentences) throws Exception {
        String english = page(ENGLISH, user);
        String pseudo = page(PSEUDO, user);
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

    @Test
    void whatOtherCriteriaWouldHaveSaidIsTranslated() throws Exception {
        running.append(Events.started("v1", "postDeployVerify", "production"));
        running.append(Events.rankedVerification("v1"));
        String asked = "verifications/v1/backtest?pass.errors=" + URLEncoder.encode("<= 0.001", UTF_8);
        assertThat(page(ENGLISH, "reader", asked)).contains("errors was 0.005").doesNotContain(PseudoLanguage.BEGIN);
        String pseudo = page(PSEUDO, "reader", asked);
        assertThat(pseudo)
                .containsPattern(PseudoLanguage.BEGIN + "[^<]*errors[^<]*0\\.005[^<]*" + PseudoLanguage.END)
                .contains(inBrackets("What would other criteria have said?"), inBrackets("Fail"));
    }

    @Test
    void aConditionSaysWhatItFound() throws Exception {
        Phrase nothing = Phrase.of("probe.condition.notThere", "shop.jar");
        running.append(
                Events.gate(
                        "production",
                        1,
                        "Ship?",
                        GatePolicyBuilder.of(Events.policy())
                                .conditions(List.of("attested"))
                                .build()),
                new ReleaseEvent.ConditionAnswered(
                        "production", 1, new ConditionAnswer("attested", false, nothing, Instant.now())));
        saysInBrackets("qa", nothing.text());
    }

    @Test
    void aGateSaysWhoDemandsWhat() throws Exception {
        running.append(
                Events.gate("production", Events.QA),
                new ReleaseEvent.GateRulesChanged(
                        "production",
                        1,
                        Events.policy(Events.QA),
                        List.of(),
                        List.of(new AttributedRule(Phrase.of("gate.oneAtATime"), Phrase.of("gate.system", "prod*"))),
                        List.of()),
                new ReleaseEvent.GateSettled(
                        "production",
                        1,
                        GateStatus.GO,
                        Phrase.plain("An incident"),
                        true,
                        Optional.of(Phrase.of("gate.startedOrigin", 6))));
        saysInBrackets(
                "qa",
                "one release at a time",
                "Manage Jenkins, environment prod*",
                "started #6, which this build repeats");
    }

    /** Each asks twice: what is made once for many readers is there when they ask again. */
    @Test
    void readersOfTwoLanguagesShareNothing() throws Exception {
        Phrase late = Phrase.of("probe.run.noAnswer", "5s");
        running.append(
                Events.started("v1", "postDeployVerify", "production"),
                Events.samples("v1", new Sample(Events.NOON, "health", false, 900, late, "")));
        String english = page(ENGLISH, "qa", "content");
        String pseudo = page(PSEUDO, "reader", "content");
        assertThat(english).contains(late.text()).doesNotContain(PseudoLanguage.BEGIN);
        assertThat(pseudo).contains(inBrackets(late.text()));
        assertThat(page(ENGLISH, "reader", "content")).contains(late.text()).doesNotContain(PseudoLanguage.BEGIN);
        assertThat(page(PSEUDO, "qa", "content")).contains(inBrackets(late.text()));
        // Whoever changes the language gets the page again, though nothing has happened.
        Matcher known = Pattern.compile("data-known=\"([^\"]*)\"").matcher(english);
        assertThat(known.find()).isTrue();
        assertThat(page(PSEUDO, "qa", "content?known=" + URLEncoder.encode(known.group(1), UTF_8)))
                .contains(inBrackets(late.text()));
    }

    @Test
    void chartsAreSentAgainInAnotherLanguage() throws Exception {
        Phrase late = Phrase.of("probe.run.noAnswer", "5s");
        running.append(
                Events.started("v1", "postDeployVerify", "production"),
                Events.samples("v1", new Sample(Events.NOON, "health", false, 900, late, "")));
        String chart = "verifications/v1/chart";
        HttpResponse<String> english = ask(ENGLISH, "qa", chart, "");
        String tag = english.headers().firstValue("ETag").orElseThrow();
        assertThat(english.body()).contains(late.text()).doesNotContain(PseudoLanguage.BEGIN);
        assertThat(ask(ENGLISH, "reader", chart, tag).statusCode()).isEqualTo(304);
        HttpResponse<String> pseudo = ask(PSEUDO, "qa", chart, tag);
        assertThat(pseudo.statusCode()).isEqualTo(200);
        assertThat(pseudo.body()).contains(inBrackets(late.text()));
    }
}
