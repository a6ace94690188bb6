package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.builds.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.builds.ReleaseHistory.KnownGood;
import io.jenkins.plugins.releasechecklist.config.Channel;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.notes.Notice;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Opens the incident, tells the on-call people, finds the last known-good release, and runs the body with it. */
class RollbackReleaseExecution extends BlockStepExecution<RollbackReleaseStep> {
    private static final long serialVersionUID = 1L;
    private static final String INCIDENT_RESPONSE = "incident-response";

    RollbackReleaseExecution(StepContext context, RollbackReleaseStep step) {
        super(context, step);
    }

    @Override
    StepRun run() throws IOException, InterruptedException {
        return StepRun.of(
                getContext(), "rollbackRelease", Optional.empty(), ReleaseStep.given(step().getEnvironment()));
    }

    @Override
    BodyInvoker prepare(StepRun run, BodyInvoker body) throws Exception {
        String environment = Parameters.required("environment", step().getEnvironment(), "production");
        run.begin(Optional.empty());
        String reason = openIncident(run, environment);
        run.log(Messages.RollbackReleaseExecution_begins(environment, reason, run.link(Messages.checklistLink())));
        notifyOnCall(run, environment, reason);
        KnownGood target = target(run, environment);
        run.log(Messages.RollbackReleaseExecution_target(
                target.version(), target.build().number()));
        String root = Optional.ofNullable(Jenkins.get().getRootUrl()).orElse("");
        EnvironmentExpander variables = EnvironmentExpander.constant(Map.of(
                "ROLLBACK_VERSION", target.version(),
                "ROLLBACK_BUILD_NUMBER", String.valueOf(target.build().number()),
                "ROLLBACK_BUILD_URL", root + target.build().url()));
        return body.withContext(EnvironmentExpander.merge(getContext().get(EnvironmentExpander.class), variables));
    }

    private String openIncident(StepRun run, String environment) throws IOException, InterruptedException {
        Release release = run.state();
        String reason = ReleaseStep.given(step().getReason()).orElseGet(() -> lastFailure(release, environment));
        String shown = Masking.of(getContext()).mask(reason);
        if (release.incident().isEmpty()) {
            run.record().append(run.actor(), new ReleaseEvent.IncidentOpened(Optional.of(environment), shown));
        }
        return shown;
    }

    /** What failed in the environment last, in the words of that run. */
    private static String lastFailure(Release release, String environment) {
        return release.runs().stream()
                .filter(run -> run.outcome()
                        .filter(outcome -> outcome != Outcome.PASSED)
                        .isPresent())
                .filter(run -> run.environment().equals(Optional.of(environment))
                        || run.item().isPresent())
                .reduce((earlier, later) -> later)
                .flatMap(RunState::reason)
                .orElseGet(() -> Messages.RollbackReleaseExecution_defaultReason(environment));
    }

    private void notifyOnCall(StepRun run, String environment, String reason) throws IOException, InterruptedException {
        if (run.state().item(INCIDENT_RESPONSE).isEmpty()) {
            return;
        }
        Optional<Channel> onCall = Channels.onCall();
        ItemStatus status = ItemStatus.WAITING;
        String note = Messages.RollbackReleaseExecution_nobodyNotified(Channels.ON_CALL);
        if (onCall.isPresent()) {
            DeliveryState delivery = new Announcer(run)
                    .deliver(
                            MessageEvent.INCIDENT_OPENED,
                            List.of(onCall.get()),
                            channel -> message(run, environment, reason, channel))
                    .get(0);
            boolean delivered = delivery.status() == DeliveryStatus.DELIVERED;
            status = delivered ? ItemStatus.PASSED : ItemStatus.FAILED;
            note = delivered
                    ? Messages.RollbackReleaseExecution_notified(Channels.ON_CALL)
                    : Messages.RollbackReleaseExecution_notNotified(
                            delivery.reason().orElse(""));
        }
        mark(run, status, note);
        run.log(note);
    }

    /** Marks the response to the incident, unless a crash came after that. */
    private static void mark(StepRun run, ItemStatus status, String note) throws IOException {
        run.record()
                .update(state -> state.item(INCIDENT_RESPONSE)
                                .filter(item ->
                                        item.status() == status && item.note().equals(Optional.of(note)))
                                .isPresent()
                        ? Change.none(state)
                        : Change.by(
                                run.actor(),
                                state,
                                new ReleaseEvent.ItemMarked(INCIDENT_RESPONSE, status, Optional.of(note), List.of())));
    }

    private static Message message(StepRun run, String environment, String reason, String channel) {
        try {
            Release release = run.state();
            String title = Messages.RollbackReleaseExecution_title(
                    AnnounceReleaseExecution.application(run, release),
                    release.version().orElse("?"),
                    environment);
            Notice notice = new Notice(title, reason);
            return new Message(
                    MessageEvent.INCIDENT_OPENED,
                    run.recorded().orElseThrow().started(),
                    AnnounceReleaseExecution.application(run, release),
                    release.version().orElse("?"),
                    release.type().id(),
                    release.status().name(),
                    Optional.of(environment),
                    channel,
                    title,
                    notice.markdown(),
                    notice.html(),
                    AnnounceReleaseExecution.links(run));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KnownGood target(StepRun run, String environment) throws IOException {
        KnownGood target = ReleaseHistory.lastKnownGood(run.build(), environment)
                .orElseThrow(() -> new AbortException(Messages.RollbackReleaseExecution_noTarget(environment)));
        if (run.recorded().flatMap(RunState::target).isEmpty()) {
            run.record()
                    .append(
                            run.actor(),
                            new ReleaseEvent.RollbackTargeted(run.id(), environment, target.version(), target.build()));
        }
        return target;
    }

    @Override
    Object result(StepRun run, RunState recorded) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("environment", step().getEnvironment());
        result.put("passed", recorded.isPassed());
        recorded.target().ifPresent(target -> {
            result.put("version", target.version());
            result.put("buildNumber", target.build().number());
        });
        return result;
    }
}
