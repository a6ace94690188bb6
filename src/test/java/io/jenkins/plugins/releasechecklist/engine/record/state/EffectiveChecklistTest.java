package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EveryEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which checklist a release follows. */
class EffectiveChecklistTest {
    private static final Template CORPORATE = Template.of("corporate", Template.SYSTEM, """
            title: Corporate
            environments: [production]
            releasedBy: deploy
            sections:
            - id: rollout
              title: Rollout
              items:
              - {id: decide, title: Decide, owners: [qa], completedBy: [{step: releaseGate, environment: production}]}
              - {id: deploy, title: Deploy, owners: [devops]}
            """);

    private static Release release(ReleaseDetails... parts) {
        Story story = new Story();
        for (ReleaseDetails details : parts) {
            story.step("releaseChecklist", new ReleaseEvent.DetailsAdded(details));
        }
        return story.release();
    }

    private static ReleaseDetails plan(String yaml) {
        return Story.details(Optional.of(yaml), Optional.empty());
    }

    private static ReleaseDetails template(Map<String, String> called) {
        return ReleaseDetails.UNKNOWN.with(CORPORATE, called);
    }

    private static List<Completion> decided(Release release) {
        return release.checklist().item("decide").orElseThrow().completedBy();
    }

    @Test
    void isTheTemplateWithWhatThePlanAddsWhicheverIsKnownFirst() {
        ReleaseDetails plan = plan("""
                template: corporate
                checklist: {sections: [{id: rollout, items: [{id: thank, title: Thank, owners: [qa]}]}]}
                """);
        for (Release release : List.of(release(plan, template(Map.of())), release(template(Map.of()), plan))) {
            assertThat(release.checklist().items()).extracting(Item::id).containsExactly("decide", "deploy", "thank");
            assertThat(release.template().items()).extracting(Item::id).containsExactly("decide", "deploy");
            assertThat(release.followsTemplate()).isTrue();
        }
    }

    @Test
    void isTheTemplateOfAPlanThatSaysNothingAboutIt() {
        Release release = release(plan("rollback: undo it"), template(Map.of()));
        assertThat(release.checklist().title()).isEqualTo("Corporate");
        assertThat(release.plan()).isPresent();
    }

    @Test
    void isTheTemplateAlsoWhereAPlanBringsAnother() {
        Release release = release(
                plan(
                        "checklist: {title: Own, releasedBy: a, sections: [{id: s, title: S, items: [{id: a, title: A, owners:"
                                + " [qa]}]}]}"),
                template(Map.of()));
        assertThat(release.checklist().title()).isEqualTo("Corporate");
    }

    @Test
    void speaksOfTheEnvironmentAsTheAdministratorDoesOrElseAsThePlanDoes() {
        ReleaseDetails plan = plan("{template: corporate, checklist: {environments: {production: qa}}}");
        assertThat(decided(release(plan, template(Map.of()))))
                .containsExactly(new Completion.ByStep("releaseGate", Optional.of("qa")));
        Release demanded = release(plan, template(Map.of("production", "prod-eu")));
        assertThat(decided(demanded)).containsExactly(new Completion.ByStep("releaseGate", Optional.of("prod-eu")));
        assertThat(demanded.template().item("decide"))
                .isEqualTo(demanded.checklist().item("decide"));
    }

    @Test
    void leavesTheBuiltInTemplateToTheRulesWhereThePlanBringsItsOwn() {
        Release release = release(
                plan(
                        "checklist: {title: Own, environments: {production: live}, releasedBy: go-no-go,"
                                + " sections: [{id: pre-release, title: S, items: [{id: go-no-go, title: A, owners: [qa], requiredFor: []}]}]}"));
        assertThat(release.followsTemplate()).isFalse();
        assertThat(release.checklist().itemsNamed("pre-release", Optional.empty()))
                .hasSize(1);
        assertThat(release.template().itemsNamed("pre-release", Optional.empty()))
                .hasSize(5);
        assertThat(release.template().item("go-no-go").orElseThrow().completedBy())
                .containsExactly(new Completion.ByStep("releaseGate", Optional.of("live")));
    }

    @Test
    void givesTheRulesTheItemsOfItsTemplateAndNotThoseOfTheBuiltInOne() {
        Release release = release(template(Map.of()));
        AttributedPolicy rule = new AttributedPolicy(
                "system",
                GatePolicyBuilder.of(GatePolicy.NONE)
                        .requires(List.of("deploy", "backup"))
                        .build());
        assertThat(release.required(List.of(rule), List.of(), Optional.of("production")))
                .containsExactly(release.template().item("deploy").orElseThrow(), Item.unknown("backup"));
    }

    @Test
    void keepsTheTextThatTheReleaseHad() throws IOException {
        ReleaseEvent added = new ReleaseEvent.DetailsAdded(template(Map.of("production", "prod-eu")));
        byte[] line = EventCodec.encode(EveryEvent.line(added));
        assertThat(new String(line, StandardCharsets.UTF_8))
                .contains(
                        "\"template\":{\"name\":\"corporate\",\"source\":\"system\",\"version\":\""
                                + CORPORATE.version(),
                        "\"environments\":{\"production\":\"prod-eu\"}");
        Event read = EventCodec.decode(line);
        assertThat(read.data()).isEqualTo(added);
        assertThat(template(Map.of())
                        .orElse(ReleaseDetails.UNKNOWN.with(
                                Template.of("corporate", Template.SYSTEM, "title: Newer"), Map.of("production", "x")))
                        .template())
                .contains(CORPORATE);
    }

    @Test
    void cannotHaveAVersionThatIsNotTheOneOfItsText() {
        assertThatThrownBy(() -> new Template("corporate", Template.SYSTEM, CORPORATE.version(), "title: Other"))
                .hasMessageContainingAll("version of the template corporate", CORPORATE.version());
        assertThat(CORPORATE.label()).matches("corporate \\(system, version [0-9a-f]{12}\\)");
    }
}
