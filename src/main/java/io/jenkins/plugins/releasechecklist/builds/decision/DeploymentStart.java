package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.model.Action;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.history.RollbackChoice;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.ParameterizedJobMixIn;

/** Starts builds of a job that bring an environment the release of another build. Who may ask for that is found out before. */
public record DeploymentStart(Job<?, ?> job) {
    /** How many of the newest builds are looked at: Jenkins runs no more of one job for long. */
    private static final int NEWEST = 20;

    /**
     * Starts a build that brings back what was good in an environment.
     *
     * @param build the build that released that
     * @param reason why
     * @throws Refusal when nothing of that build can be brought back, or the job cannot be started
     * @throws IOException when the release index of the job cannot be read
     */
    public Scheduled rollBack(String environment, BuildKey build, String reason, Instant now)
            throws Refusal, IOException {
        RollbackChoice choice = HistoryScope.of(job)
                .visible(ReleaseIndexStore.read(job))
                .rollback(environment)
                .orElseThrow(
                        () -> new Refusal(Refusal.Kind.CONFLICT, Messages.DeploymentStart_nothingGood(environment)));
        ReleaseLine to = choice.target(build)
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.BAD_REQUEST,
                        Suggestions.unknown(
                                "build",
                                build.id(),
                                choice.targets().stream()
                                        .map(line -> line.key().id())
                                        .toList())));
        return start(DeploymentRequest.rollback(
                environment, choice.from(), to, Approver.current().actor(), now, reason));
    }

    Scheduled start(DeploymentRequest request) throws Refusal {
        if (!(job instanceof ParameterizedJobMixIn.ParameterizedJob) || !job.isBuildable()) {
            throw new Refusal(Refusal.Kind.CONFLICT, Messages.DeploymentStart_disabled(job.getFullDisplayName()));
        }
        if (underway().anyMatch(request::asksTheSameAs)) {
            throw new Refusal(Refusal.Kind.CONFLICT, Messages.DeploymentStart_underway(request.text()));
        }
        List<Action> actions = new ArrayList<>(List.of(request.withCauses()));
        List<ParameterValue> parameters = parameters(request);
        if (!parameters.isEmpty()) {
            actions.add(new ParametersAction(parameters));
        }
        Queue.Item item = ParameterizedJobMixIn.scheduleBuild2(job, 0, actions.toArray(Action[]::new));
        if (item == null) {
            throw new Refusal(Refusal.Kind.CONFLICT, Messages.DeploymentStart_refused(job.getFullDisplayName()));
        }
        return new Scheduled(request.text(), item.getId(), item.getUrl());
    }

    private Stream<DeploymentRequest> underway() {
        Stream<Run<?, ?>> newest =
                Stream.iterate(job.getLastBuild(), build -> build != null, build -> build.getPreviousBuild());
        return Stream.concat(
                DeploymentRequest.queued(job).stream(),
                newest.limit(NEWEST).filter(Run::isBuilding).flatMap(build -> DeploymentRequest.of(build).stream()));
    }

    /** Those of the build, as far as it still has them and the job still takes them. What is secret is not kept beyond its build. */
    private List<ParameterValue> parameters(DeploymentRequest request) throws Refusal {
        HistoryScope scope = HistoryScope.of(job);
        ParametersDefinitionProperty property = job.getProperty(ParametersDefinitionProperty.class);
        List<ParameterValue> values = new ArrayList<>();
        if (property != null) {
            Optional<ParametersAction> said =
                    scope.run(request.origin(scope)).map(build -> build.getAction(ParametersAction.class));
            for (ParameterDefinition definition : property.getParameterDefinitions()) {
                values.add(value(
                        definition, said.map(all -> all.getParameter(definition.getName())), request.originNumber()));
            }
        }
        return values;
    }

    private static ParameterValue value(ParameterDefinition definition, Optional<ParameterValue> said, int origin)
            throws Refusal {
        String name = definition.getName();
        boolean secret = said.filter(ParameterValue::isSensitive).isPresent();
        if (said.isPresent() && !secret) {
            if (!definition.isValid(said.get())) {
                throw new Refusal(
                        Refusal.Kind.CONFLICT,
                        Messages.DeploymentStart_invalid(
                                name, String.valueOf(said.get().getValue()), origin));
            }
            return said.get();
        }
        ParameterValue usual = definition.getDefaultParameterValue();
        if (usual == null || usual.isSensitive() && isBlank(usual.getValue())) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT,
                    secret
                            ? Messages.DeploymentStart_secret(name, origin)
                            : Messages.DeploymentStart_missing(name, origin));
        }
        return usual;
    }

    private static boolean isBlank(Object value) {
        return value == null || (value instanceof Secret secret ? secret.getPlainText() : value.toString()).isBlank();
    }

    /**
     * A build that is going to start.
     *
     * @param request what for, in words
     * @param queueItem the number of its item in the queue
     * @param url the address of that, below the root of Jenkins
     */
    public record Scheduled(String request, long queueItem, String url) {}
}
