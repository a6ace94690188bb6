package io.jenkins.plugins.releasechecklist.actions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;

/** One release for two regions, of which the second waits for its decision. */
@InSharedJenkins
@InChromium
class RegionsInChromiumTest {
    private static final PlanSource PLAN = new PlanSource("release-plan.yaml", """
            template: octoacme
            checklist: {environments: {production: [eu, us]}}
            environments: {staging: {}, eu: {}, us: {}}
            """);

    private static ReleaseEvent opened(String region) {
        return new ReleaseEvent.GateOpened(
                region,
                1,
                region + "-1",
                Optional.of(region),
                Optional.empty(),
                GatePolicy.NONE.withApprovals(List.of(new Approval(List.of("qa"), 1))));
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void areOnOnePage(Look look, Chromium chromium, JenkinsRule jenkins) throws Exception {
        People.moveIn(jenkins);
        String name = "regions-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-');
        ReleaseDetails details = new ReleaseDetails(
                Optional.of("OctoAcme Shop"),
                Optional.of("2.4.0"),
                Optional.empty(),
                Optional.of(PLAN),
                Optional.empty());
        try (RunningBuild release = RunningBuild.start(jenkins, name, details)) {
            release.append(
                    opened("eu"),
                    new ReleaseEvent.GateSettled("eu", 1, GateStatus.GO, "All requirements met", false),
                    new ReleaseEvent.ItemMarked("deploy-production-eu", ItemStatus.PASSED, Optional.empty(), List.of()),
                    opened("us"));
            Window window = chromium.window(jenkins, "qa", look);
            Page page = window.open(release.page());
            assertThat(page.locator("#rc-header")).containsText("Released in 1 of 2: eu");
            assertThat(page.locator("#item-go-no-go-us")).containsText("Go / no-go decision (us)");
            assertThat(page.locator("#gate-us")).isVisible();
            window.picture(name);
            assertThat(window.barriers("#main-panel")).isEmpty();
            assertThat(window.fitsInWidth()).isTrue();
            assertThat(window.faults()).isEmpty();
        }
    }
}
