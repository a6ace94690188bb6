package io.jenkins.plugins.releasechecklist.config.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.config.Rules;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.Reminders;
import io.jenkins.plugins.releasechecklist.engine.gate.VoterRules;
import io.jenkins.plugins.releasechecklist.engine.gate.window.DateSpan;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.FreezeBound;
import io.jenkins.plugins.releasechecklist.engine.gate.window.OpeningHours;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedEnvironmentTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Optional<LocalDate> NIGHT = Optional.of(LocalDate.of(2026, 4, 11));

    private final ProtectedEnvironment production = new ProtectedEnvironment("production");

    @ParameterizedTest
    @CsvSource({
        "production, production, true",
        "production, Production, true",
        "production, ' production ', true",
        "production, production-eu, false",
        "prod*, production, true",
        "prod*, prod, true",
        "prod-?, prod-1, true",
        "prod-?, prod-10, false",
        "*, anything at all, true",
        "a.c, abc, false",
        "(x, (x, true",
        "münchen, MÜNCHEN, true",
        "Production, production, true",
        "production, 'production\u00A0', true",
        "production, \uFF50ro\u00ADduction\u200B, true",
        "production, pr\u00F3duction, true",
        "production, pr\u043Eduction, false",
        "Prod EU, prod-eu, true",
        "prod-eu, Prod EU, true",
        "Prod EU*, prod-eu-1, true",
        "prod eu, prod-eu-1, false",
        "\u03A3\u03A4\u039F\u03A7\u039F\u03A3*, \u03C3\u03C4\u03CC\u03C7\u03BF\u03C2, false",
        "\u03A3\u03A4\u039F\u03A7\u039F\u03A3*, \u03C3\u03C4\u03BF\u03C7\u03BF\u03C2-1, true",
        "\u751F\u4EA7*, \u751F\u4EA71, true",
        "\u751F\u4EA7*, \u6D4B\u8BD51, false"
    })
    void coversTheEnvironmentsOfItsPattern(String pattern, String environment, boolean covered) {
        assertThat(new ProtectedEnvironment(pattern).covers(environment)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "production\u00A0, U+00A0 (NO-BREAK SPACE) as character 11",
        "pro\u00ADduction, U+00AD (SOFT HYPHEN) as character 4",
        "pr\u043Ed*, U+043E (CYRILLIC SMALL LETTER O) as character 3"
    })
    void refusesNamesThatLookLikeOthers(String pattern, String found) {
        refuses(() -> new ProtectedEnvironment(pattern), "environment: expected", found);
    }

    @Test
    void theHoursOfACalendarAddToTheWindow() {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setWindow("MON-THU 09:00-16:00 UTC");
        production.setCalendar("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Deployment window\nDTSTART:20260102T140000Z\n"
                + "DURATION:PT2H\nEND:VEVENT\nEND:VCALENDAR");
        assertThat(production.toSchedule().windows())
                .singleElement()
                .satisfies(window ->
                        assertThat(window.text()).isEqualTo("MON-THU 09:00-16:00, FRI 14:00-16:00 on 2026-01-02 UTC"));
    }

    @Test
    void aLineBreakInANameIsNoWayAroundAPattern() {
        assertThat(new ProtectedEnvironment("prod*").covers("prod\nuction")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ReleaseType.class)
    void demandsNothingUnlessItIsSaid(ReleaseType type) {
        assertThat(production.toPolicy(type))
                .isEqualTo(GatePolicyBuilder.of(GatePolicy.NONE).veto(false).build());
    }

    @Test
    void demandsEverythingThatIsSaid() {
        Rules.fill(production);

        assertThat(production.toPolicy(ReleaseType.MINOR))
                .isEqualTo(GatePolicyBuilder.of(GatePolicy.NONE)
                        .approvals(List.of(new Approval(List.of("qa"), 2)))
                        .voters(new VoterRules(true, true, true, true, true))
                        .requires(List.of("pre-release", "staging-smoke-tests"))
                        .schedule(new Schedule(
                                List.of(
                                        Window.anyOf(List.of(
                                                Window.parse("MON-THU 08:00-17:00, FRI 08:00-12:00 Europe/Berlin"),
                                                new Window(
                                                        new OpeningHours(
                                                                Set.of(DayOfWeek.SATURDAY),
                                                                LocalTime.of(22, 0),
                                                                LocalTime.of(2, 0),
                                                                BERLIN,
                                                                Optional.of(new DateSpan(NIGHT, NIGHT))),
                                                        List.of()))),
                                        Window.parse("MON, TUE 09:00-16:00 Europe/Berlin")),
                                List.of(
                                        new Freeze(
                                                LocalDateTime.of(2026, 12, 20, 0, 0),
                                                LocalDateTime.of(2027, 1, 4, 6, 30),
                                                BERLIN,
                                                "end of the year",
                                                List.of(new Freeze.Exemption(
                                                        ReleaseType.PATCH, 2, Optional.of("devops")))),
                                        new Freeze(
                                                FreezeBound.parse("2026-04-03"),
                                                FreezeBound.parse("2026-04-06"),
                                                BERLIN,
                                                "Easter",
                                                List.of()))))
                        .timeout(Optional.of(Duration.ofHours(24)))
                        .approvalLifetime(Optional.of(Duration.ofHours(8)))
                        .reminders(new Reminders(
                                List.of(Duration.ofHours(1), Duration.ofHours(4)),
                                Optional.of(new Reminders.Escalation(Duration.ofHours(6), "project-manager"))))
                        .conditions(List.of("change-request", "provenance"))
                        .exclusive(true)
                        .build());
    }

    @Test
    void asksForTheApprovalsOfTheReleaseTypeOnly() {
        RequiredApproval always = new RequiredApproval("qa");
        RequiredApproval major = new RequiredApproval("qa");
        major.setCount(2);
        major.setReleaseTypes(List.of("major"));
        RequiredApproval bigger = new RequiredApproval("product-manager");
        bigger.setReleaseTypes(List.of("Major, minor"));
        production.setApprovals(List.of(always, major, bigger));

        assertThat(bigger.getReleaseTypes()).containsExactly("minor", "major");
        assertThat(roles(ReleaseType.PATCH)).containsExactly("qa x1");
        assertThat(roles(ReleaseType.MINOR)).containsExactly("qa x1", "product-manager x1");
        assertThat(roles(ReleaseType.MAJOR)).containsExactly("qa x1", "qa x2", "product-manager x1");
    }

    @Test
    void aWindowWithoutDaysOpensEveryDay() {
        assertThat(new DeploymentWindow("22:00", "06:00", "UTC")
                        .toWindow()
                        .hours()
                        .days())
                .isEqualTo(EnumSet.allOf(DayOfWeek.class));
    }

    @Test
    void theOlderWindowsHaveToBeOpenAsWell() {
        production.setWindow("SAT, SUN all day UTC\nMON 09:00-12:00 Europe/Berlin");
        production.setWindows(List.of(new DeploymentWindow("22:00", "06:00", "UTC")));
        assertThat(production.toPolicy(ReleaseType.MINOR).schedule().windows())
                .extracting(Window::text)
                .containsExactly("SAT, SUN all day UTC; MON 09:00-12:00 Europe/Berlin", "MON-SUN 22:00-06:00 UTC");
        production.setWindow(" ");
        assertThat(production.toPolicy(ReleaseType.MINOR).schedule().windows()).hasSize(1);
    }

    @Test
    void aFreezeCanComeAgain() {
        production.setFreezes(List.of(
                new FreezePeriod("12-20", "01-04", "UTC", "end of the year"),
                new FreezePeriod("Fri 14:00", "mon 08:00", "UTC", "weekend"),
                new FreezePeriod("last 3 days", "last day", "UTC", "closing")));
        assertThat(production.toPolicy(ReleaseType.MINOR).schedule().freezes())
                .extracting(Freeze::text)
                .containsExactly(
                        "every year 12-20 to 01-04 UTC: end of the year",
                        "every week FRI 14:00 to MON 08:00 UTC: weekend",
                        "every month last 3 days to last day UTC: closing");
    }

    @Test
    void takesWordsWithCommasBetweenThem() {
        production.setRequires(List.of("pre-release,  backup", "backup"));
        production.setStarters(List.of(" devops ,qa,"));
        assertThat(production.getRequires()).containsExactly("pre-release", "backup");
        assertThat(production.getStarters()).containsExactly("devops", "qa");
        assertThat(production.getStartersText()).isEqualTo("devops, qa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0s", "-1h", "24"})
    void refusesWhatIsNoDurationLongerThanZero(String text) {
        refuses(() -> production.setTimeout(text), "timeout: expected a duration", "'" + text + "'");
        refuses(() -> production.setApprovalLifetime(text), "lifetime of approvals: expected a duration");
        refuses(() -> production.setReminders("1h, " + text), "reminders: expected a duration");
        refuses(() -> new Escalation(text, "qa"), "time of an escalation: expected a duration");
        assertThat(production.getTimeout()).isEmpty();
    }

    @Test
    void refusesWhatIsMissingOrWrong() {
        refuses(() -> production.setReminders("1h,"), "reminders: expected a duration", "''");
        refuses(() -> new Escalation("", "qa"), "time of an escalation: expected a duration such as 8h, found nothing");
        refuses(() -> new Escalation("8h", "Q A"), "role of an escalation", "'Q A'");
        refuses(() -> production.setStarters(List.of("Dev_Ops")), "role of starters", "'Dev_Ops'");
        refuses(() -> production.setRequires(List.of("Backup")), "required item", "'Backup'", "'backup'");
        refuses(
                () -> new RequiredApproval("qa").setReleaseTypes(List.of("hotfix")),
                "patch or minor or major",
                "'hotfix'");
        refuses(() -> new DeploymentWindow("9", "16:00", "UTC"), "window.from", "00:00 to 23:59");
        refuses(() -> new DeploymentWindow("09:00", "09:00", "UTC"), "window.to");
        refuses(() -> new DeploymentWindow("09:00", "16:00", "Europe/Berln"), "window.zone", "Europe/Berlin");
        refuses(() -> new DeploymentWindow("09:00", "16:00", null), "window.zone");
        refuses(() -> new DeploymentWindow("09:00", "16:00", "EST"), "window.zone", "America/New_York");
        refuses(() -> production.setWindow("MON 09:00-16:00 CST"), "window: ", "Asia/Shanghai");
        refuses(
                () -> new DeploymentWindow("09:00", "16:00", "UTC").setDays(List.of("someday")),
                "window.days",
                "someday");
        refuses(() -> freeze("20-12-2026", "2027-01-04T00:00", "UTC", "x"), "from of a freeze", "'20-12-2026'");
        refuses(() -> freeze("2026-12-20T00:00", "", "UTC", "x"), "until of a freeze", "found nothing");
        refuses(() -> freeze("2026-12-20T00:00", "2026-12-20T00:00", "UTC", "x"), "end after it begins");
        refuses(() -> freeze("2026-12-20T00:00", "2027-01-04T00:00", "Europe/Berln", "x"), "'Europe/Berlin'");
        refuses(() -> freeze("2026-12-20T00:00", "2027-01-04T00:00", "UTC", " "), "reason of a freeze");
        refuses(() -> new FreezeExemption("hotfix"), "release type of an exemption", "'hotfix'");
        refuses(() -> new FreezeExemption("patch").setMoreApprovals(51), "0 to 50", "51");
        refuses(() -> new FreezeExemption("patch").setRole("Q A"), "role of an exemption");
    }

    @Test
    void refusesTheSameTwice() {
        FreezePeriod freeze = freeze("2026-12-20T00:00", "2027-01-04T00:00", "UTC", "x");
        refuses(
                () -> freeze.setExemptions(List.of(new FreezeExemption("patch"), new FreezeExemption("patch"))),
                "the exemption of the release type 'patch' once");
        refuses(() -> production.setFreezes(List.of(freeze, freeze)), "once, found it twice");
        DeploymentWindow window = new DeploymentWindow("09:00", "16:00", "UTC");
        refuses(() -> production.setWindows(List.of(window, window)), "once, found it twice");
    }

    @Test
    void anExemptionCostsOneMoreApprovalUnlessItIsSaid() {
        assertThat(new FreezeExemption("Patch").toExemption())
                .isEqualTo(new Freeze.Exemption(ReleaseType.PATCH, 1, Optional.empty()));
    }

    private List<String> roles(ReleaseType type) {
        return production.toPolicy(type).approvals().stream()
                .map(approval -> approval.roleText() + " x" + approval.count())
                .toList();
    }

    private static FreezePeriod freeze(String from, String until, String zone, String reason) {
        return new FreezePeriod(from, until, zone, reason);
    }

    private static void refuses(ThrowingCallable change, String... words) {
        assertThatIllegalArgumentException().isThrownBy(change).withMessageContainingAll(words);
    }
}
