package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryStatus;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnounceReleaseStepTest extends OneJenkins {
    private static final String OPENING = "releaseChecklist version: '2.4.0', name: 'OctoAcme Shop'\n";
    private static final String PLANNED = """
        node {
          writeFile file: 'plan.yaml', text: '{notes: {summary: Faster checkout, changes: [New payment form], migration: Run the script}, announce: [{channel: stakeholders}, {channel: support}]}'
          releaseChecklist version: '2.4.0', plan: 'plan.yaml'
        }
        """;

    @BeforeEach
    void channels() {
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(
                        new WebhookChannel("stakeholders", shop().url() + "/hook"),
                        new WebhookChannel("support", shop().url() + "/hook")));
    }

    private static String markdown(WorkflowRun run) throws Exception {
        return release(run).notes().orElseThrow().markdown();
    }

    @Test
    void sendsTheNotesOfThePlanToItsChannels() throws Exception {
        WorkflowRun run = succeed(PLANNED + """
            def announced = announceRelease()
            echo announced.deliveries.collect { "${it.channel} ${it.status} ${it.attempts}" }.join(', ')
            echo "${announced.markdown.contains('Faster checkout')} ${announced.html.contains('<h')}"
            """);

        assertThat(Releasing.echoes(run)).containsExactly("stakeholders DELIVERED 1, support DELIVERED 1", "true true");
        assertThat(shop().received()).hasSize(2).allSatisfy(body -> assertThat(body)
                .contains("Faster checkout", "2.4.0"));
        assertThat(shop().keys()).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(status(run, "announcement")).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void takesNotesAsTextAndAsMap() throws Exception {
        WorkflowRun text = succeed(
                PLANNED + "announceRelease dryRun: true, notes: 'Fixed: the checkout, see https://example.com/1'");
        assertThat(markdown(text))
                .contains("Fixed: the checkout, see <https://example.com/1>", "New payment form", "Run the script")
                .doesNotContain("Faster checkout");

        WorkflowRun map = succeed(OPENING + """
            announceRelease dryRun: true, notes: [
              summary: "Version ${1 + 1}: faster", changes: ['Größer, schöner 🎉', 'It is 100% \\\\o/'], migration: 'None', knownIssues: ['Slow on Monday']]
            """);
        assertThat(markdown(map)).contains("Version 2: faster", "Größer, schöner 🎉", "It is 100%", "Slow on Monday");
        assertThat(status(map, "release-notes")).isEqualTo(ItemStatus.PASSED);

        refuse(
                OPENING + "announceRelease notes: [sumary: 'Faster']",
                "notes.sumary: unknown key; did you mean \"summary\"?");
    }

    @Test
    void sendsNothingInADryRun() throws Exception {
        WorkflowRun run = succeed(
                declarative(OPENING + "announceRelease dryRun: true, notes: 'Faster checkout', channels: ['support']"));

        assertExplained(run, "# OctoAcme Shop 2.4.0", "Faster checkout");
        assertThat(shop().received()).isEmpty();
        assertThat(release(run).deliveries()).isEmpty();
        assertThat(markdown(run)).contains("Faster checkout");
    }

    @Test
    void refusesWhatCannotBeAnnounced() throws Exception {
        refuse("announceRelease()", "announceRelease needs a version; call releaseChecklist(version: '...') first");
        refuse(
                OPENING + "announceRelease channels: ['suport']",
                "channel: unknown value 'suport'; did you mean 'support'? Allowed: stakeholders, support");
        refuse(OPENING + "announceRelease channels: 'support, stakholders'", "did you mean 'stakeholders'?");
        ReleaseChecklistConfiguration.get().setChannels(List.of());
        refuse(
                OPENING + "announceRelease channels: ['support']",
                "channel: unknown value 'support'; none is set up yet in Manage Jenkins > System > Release Checklist");
        assertThat(shop().received()).isEmpty();
    }

    @Test
    void failsWhenAReceiverRefuses() throws Exception {
        shop().answerHooksWith(400);
        WorkflowRun run =
                run(Result.FAILURE, OPENING + "announceRelease channels: 'support', notes: 'Faster checkout'");

        assertExplained(run, "Not announced to support", "ERROR: Not announced everywhere: support (", "400");
        assertThat(shop().received()).hasSize(1);
        DeliveryState delivery = release(run).deliveries().get(0);
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(delivery.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("400"));
        assertThat(status(run, "announcement")).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void sendsAgainInALaterCall() throws Exception {
        shop().answerHooksWith(400);
        WorkflowRun run = succeed(OPENING + """
            catchError(buildResult: 'SUCCESS') { announceRelease channels: 'support' }
            announceRelease channels: 'stakeholders', dryRun: true
            """);

        assertThat(release(run).deliveries()).hasSize(1);
        assertThat(status(run, "announcement")).isEqualTo(ItemStatus.PASSED);
    }
}
