package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory.KnownGood;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeploymentRequested;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.RollbackTargeted;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.BlockStepExecution.BodyOutcome;
import io.jenkins.plugins.releasechecklist.steps.rollback.RollbackNews;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Opens the incident, finds the last known-good release, tells the on-call people, runs the body with it, looks whether it runs, and
 * tells those who heard of the release.
 */
class RollbackReleaseExecution extends BlockStepExecution<RollbackReleaseStep> {
    private static final long serialVersionUID = 1L;

    /** Why nobody can look at what was brought back; null while somebody can. */
    private transient String agentLost;

    RollbackReleaseExecution(StepContext context, RollbackReleaseStep step) {
        super(context, step);
    }

    @Override
    StepRun run() throws IOException, InterruptedException {
        Optional<String> said = Parameters.given(step().getEnvironment());
        Optional<String> where = said.isPresent() ? said : request().map(DeploymentRequested::environment);
        return StepRun.of(getContext(), "rollbackRelease", Optional.empty(), where);
    }

    @Override
    BodyInvoker prepare(StepRun run, BodyInvoker body) throws Exception {
        String environment = environment();
        Parameters.duration("retryFor", step().getRetryFor());
        run.begin(Optional.empty());
        String reason = openIncident(run, environment).text();
        RollbackTargeted target = targetOrAlarm(run, environment, reason);
        run.log(Messages.RollbackReleaseExecution_begins(environment, reason, run.link(Messages.checklistLink())));
        notifyOnCall(run, environment, reason, Optional.empty());
        run.log(Messages.RollbackReleaseExecution_target(
                target.version(),
                HistoryScope.of(run.build().getParent()).key(target.build()).text()));
        EnvironmentExpander variables = EnvironmentExpander.constant(Map.of(
                "ROLLBACK_VERSION", target.version(),
                "ROLLBACK_BUILD_NUMBER", String.valueOf(target.build().number()),
                "ROLLBACK_BUILD_URL", address(target)));
        return body.withContext(EnvironmentExpander.merge(getContext().get(EnvironmentExpander.class), variables));
    }

    /** The rollback that a person started this build for. */
    private Optional<DeploymentRequested> request() throws IOException, InterruptedException {
        Run<?, ?> build = getContext().get(Run.class);
        return DeploymentRequest.of(build)
                .map(request -> request.event(build.getParent()))
                .filter(event -> event.target().isPresent());
    }

    private Optional<DeploymentRequested> request(String environment) throws IOException, InterruptedException {
        return request().filter(event -> event.environment().equals(environment));
    }

    private String environment() throws IOException, InterruptedException {
        Optional<DeploymentRequested> request = request();
        if (Parameters.given(step().getEnvironment()).isEmpty() && request.isPresent()) {
            return request.get().environment();
        }
        Parameters.required("environment", step().getEnvironment(), "production");
        return Parameters.environment(step().getEnvironment()).orElseThrow();
    }

    /** A build that fails before it deployed anything has nothing to take back, and nobody is woken for it. */
    @Override
    Optional<Object> needless(StepRun run) throws IOException, InterruptedException {
        String environment = environment();
        Release release = run.state();
        if (step().isForce()
                || request(environment).isPresent()
                || run.recorded().isPresent()
                || release.damage().isPresent()
                || release.mayBeIn(environment)) {
            return Optional.empty();
        }
        String note = Messages.RollbackReleaseExecution_nothingDeployed(environment);
        run.log(note);
        return Optional.of(result(Optional.empty(), note, List.of(), List.of(), false));
    }

    /** Where there is nothing to go back to, the on-call people have to hear just that. */
    private RollbackTargeted targetOrAlarm(StepRun run, String environment, String reason)
            throws IOException, InterruptedException {
        try {
            return target(run, environment);
        } catch (IOException e) {
            run.log(Messages.RollbackReleaseExecution_impossible(environment, reason, e.getMessage()));
            notifyOnCall(run, environment, reason, Optional.of(e.getMessage()));
            throw e;
        }
    }

    private Phrase openIncident(StepRun run, String environment) throws IOException, InterruptedException {
        Release release = run.state();
        Phrase why = Parameters.given(step().getReason())
                .or(() -> release.request().flatMap(DeploymentRequested::reason))
                .map(Phrase::plain)
                .orElseGet(() -> RollbackNews.failedRun(release, environment)
                        .flatMap(RunState::why)
                        .orElseGet(() -> Phrase.of("record.event.rollbackOf", environment)));
        Phrase shown = SecretMasker.of(getContext()).mask(why);
        run.record()
                .update(state -> state.incident()
                                .filter(incident -> incident.ended().isEmpty())
                                .isPresent()
                        ? Change.none(state)
                        : Change.by(
                                run.actor(), state, new ReleaseEvent.IncidentOpened(Optional.of(environment), shown)));
        return shown;
    }

    /** @param impossible why nothing is rolled back; empty when it is */
    private static void notifyOnCall(StepRun run, String environment, String reason, Optional<String> impossible)
            throws IOException, InterruptedException {
        if (run.state().item(ItemIds.INCIDENT_RESPONSE).isEmpty()) {
            return;
        }
        List<DeliveryState> deliveries = new RollbackNews(run, environment).begins(reason, impossible);
        ItemStatus status = ItemStatus.WAITING;
        String note = Messages.RollbackReleaseExecution_nobodyNotified(RollbackNews.ON_CALL);
        if (!deliveries.isEmpty()) {
            boolean delivered = deliveries.stream().anyMatch(delivery -> delivery.status() == DeliveryStatus.DELIVERED);
            status = delivered ? ItemStatus.PASSED : ItemStatus.FAILED;
            note = delivered
                    ? Messages.RollbackReleaseExecution_notified(RollbackNews.ON_CALL)
                    : Messages.RollbackReleaseExecution_notNotified(
                            deliveries.get(0).reason().orElse(""));
        }
        mark(run, status, note);
        run.log(note);
    }

    /** Marks the response to the incident, unless a crash came after that. */
    private static void mark(StepRun run, ItemStatus status, String note) throws IOException {
        String item = ItemIds.INCIDENT_RESPONSE;
        run.record()
                .update(state -> state.item(item)
                                .filter(known -> known.status() == status
                                        && known.note().equals(Optional.of(Phrase.plain(note))))
                                .isPresent()
                        ? Change.none(state)
                        : Change.by(
                                run.actor(),
                                state,
                                new ReleaseEvent.ItemMarked(item, status, Optional.of(note), List.of())));
    }

    /** Looked for once: after a restart it is where the rollback already goes. */
    private RollbackTargeted target(StepRun run, String environment) throws IOException, InterruptedException {
        Optional<RollbackTargeted> known = run.recorded().flatMap(RunState::target);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<DeploymentRequested.RollbackTarget> chosen =
                request(environment).flatMap(DeploymentRequested::target);
        if (chosen.isPresent()) {
            RollbackTargeted to = new RollbackTargeted(
                    run.id(), environment, chosen.get().version(), chosen.get().build());
            run.record().append(run.actor(), to);
            return to;
        }
        KnownGood good = ReleaseHistory.lastKnownGood(run.build(), environment)
                .orElseThrow(() -> new AbortException(Messages.RollbackReleaseExecution_noTarget(
                        environment, run.build().getParent().getFullDisplayName())));
        RollbackTargeted target = new RollbackTargeted(run.id(), environment, good.version(), good.build());
        run.record().append(run.actor(), target);
        if (good.discarded()) {
            run.log(Messages.RollbackReleaseExecution_discarded(good.key().text()));
        }
        return target;
    }

    /** What was brought back is there all the same. */
    @Override
    void withoutAgent(AbortException why) throws Exception {
        agentLost = why.getMessage();
        proceed();
    }

    @Override
    BodyOutcome inspect(StepRun run, boolean passed) throws Exception {
        if (!passed) {
            return BodyOutcome.NOTHING;
        }
        RollbackTargeted target = run.recorded().flatMap(RunState::target).orElseThrow();
        RollbackChecks checks = new RollbackChecks(run, step(), target);
        BodyOutcome finding = agentLost == null ? checks.verify() : checks.unverified(Phrase.plain(agentLost));
        finding.words().map(Phrase::text).ifPresent(run::log);
        return finding;
    }

    @Override
    List<ReleaseEvent> news(StepRun run, BodyOutcome finding) throws IOException {
        RollbackTargeted target = run.recorded().flatMap(RunState::target).orElseThrow();
        Optional<List<String>> audiences =
                Parameters.given(step().getAudiences()).map(Parameters::list);
        return new RollbackNews(run, target.environment())
                .done(
                        run.state(),
                        audiences,
                        target,
                        finding.words().map(Phrase::text).orElse(""));
    }

    @Override
    void conclude(StepRun run) throws IOException, InterruptedException {
        new RollbackNews(run, environment()).send();
    }

    @Override
    Object result(StepRun run, RunState recorded) throws IOException, InterruptedException {
        RollbackTargeted target = recorded.target().orElseThrow();
        List<CheckResult> checks = new RollbackChecks(run, step(), target).inOrder(recorded.checks());
        return result(
                Optional.of(target), recorded.reason().orElse(null), checks, deliveries(run), recorded.isPassed());
    }

    private Map<String, Object> result(
            Optional<RollbackTargeted> target,
            String note,
            List<CheckResult> checks,
            List<Map<String, Object>> deliveries,
            boolean passed)
            throws IOException, InterruptedException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("environment", environment());
        result.put("passed", passed);
        result.put("version", target.map(RollbackTargeted::version).orElse(null));
        result.put("buildNumber", target.map(to -> to.build().number()).orElse(null));
        result.put("buildUrl", target.map(RollbackReleaseExecution::address).orElse(null));
        result.put("verified", !checks.isEmpty() && checks.stream().allMatch(CheckResult::passed));
        result.put("note", note);
        result.put("checks", SmokeTestExecution.rows(checks));
        result.put("deliveries", deliveries);
        return result;
    }

    private static List<Map<String, Object>> deliveries(StepRun run) throws IOException {
        return run.state().deliveries().stream()
                .filter(delivery -> delivery.run().equals(run.id()))
                .map(delivery -> {
                    Map<String, Object> entry = AnnounceReleaseExecution.row(delivery);
                    entry.put("event", delivery.message().event().wireName());
                    return entry;
                })
                .toList();
    }

    private static String address(RollbackTargeted target) {
        return Optional.ofNullable(Jenkins.get().getRootUrl()).orElse("")
                + target.build().url();
    }
}
