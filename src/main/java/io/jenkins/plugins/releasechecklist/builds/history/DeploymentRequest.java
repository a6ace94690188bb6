package io.jenkins.plugins.releasechecklist.builds.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * What a person started a build for: to promote the release of another build to an environment, or to roll it back there. Both builds are of
 * the job, or of one that has its history together with it.
 * The Pipeline finds it in its environment variables. A plain class, because XStream stores it, also in the queue.
 */
public class DeploymentRequest extends InvisibleAction implements Queue.QueueAction, EnvironmentContributingAction {
    private final String environment;
    private final int origin;
    /** The name of the branch that has the origin; null where the history is that of one job. */
    @CheckForNull
    private final String originJob;
    /** Null when nobody said the version of the origin. */
    @CheckForNull
    private final String version;
    /** Of a rollback, the build that released what is brought back; 0 for a promotion. */
    private final int target;
    /** The same for the target. */
    @CheckForNull
    private final String targetJob;

    @CheckForNull
    private final String targetVersion;

    @CheckForNull
    private final String reason;

    private final String userId;
    private final String userName;
    private final long requested;

    private DeploymentRequest(
            String environment,
            ReleaseLine from,
            Actor by,
            Instant requested,
            Optional<ReleaseLine> to,
            @CheckForNull String reason) {
        this.environment = environment;
        this.origin = from.build();
        this.originJob = from.job().orElse(null);
        this.version = from.version().orElse(null);
        this.target = to.map(ReleaseLine::build).orElse(0);
        this.targetJob = to.flatMap(ReleaseLine::job).orElse(null);
        this.targetVersion = to.flatMap(ReleaseLine::version).orElse(null);
        this.reason = reason;
        this.userId = by.id();
        this.userName = by.name();
        this.requested = requested.toEpochMilli();
    }

    /** To bring the release of a build to an environment. */
    public static DeploymentRequest promotion(String environment, ReleaseLine from, Actor by, Instant now) {
        return new DeploymentRequest(environment, from, by, now, Optional.empty(), null);
    }

    /** To bring an earlier release back. */
    public static DeploymentRequest rollback(
            String environment, ReleaseLine from, ReleaseLine to, Actor by, Instant now, String reason) {
        return new DeploymentRequest(environment, from, by, now, Optional.of(to), reason);
    }

    /** Why the build was started; empty where nobody asked for a promotion or a rollback. */
    public static Optional<DeploymentRequest> of(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(DeploymentRequest.class));
    }

    /** The build that made what a build deploys: another one where it promotes a release, or brings one back. */
    public static BuildKey builder(HistoryScope scope, BuildKey build) {
        return scope.run(build)
                .flatMap(DeploymentRequest::of)
                .map(request -> builder(scope, request.isRollback() ? request.target(scope) : request.origin(scope)))
                .orElse(build);
    }

    /** Those of builds of the job that wait in the queue. */
    public static List<DeploymentRequest> queued(Job<?, ?> job) {
        return job instanceof Queue.Task task
                ? Jenkins.get().getQueue().getItems(task).stream()
                        .flatMap(item -> item.getActions(DeploymentRequest.class).stream())
                        .toList()
                : List.of();
    }

    /** The canonical name of the environment. */
    public String environment() {
        return environment;
    }

    /** The build that is promoted, or whose release is taken back, in the history of the job. */
    public BuildKey origin(HistoryScope scope) {
        return key(scope, originJob, origin);
    }

    private BuildKey target(HistoryScope scope) {
        return key(scope, targetJob, target);
    }

    private static BuildKey key(HistoryScope scope, @CheckForNull String job, int number) {
        return job == null ? scope.key(number) : new BuildKey(Optional.of(job), number);
    }

    /** The number of the build that is promoted, or whose release is taken back. */
    public int originNumber() {
        return origin;
    }

    /** The version of the origin. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /** Whether it is a rollback. */
    public boolean isRollback() {
        return target > 0;
    }

    /** Who asked for it. */
    public Actor actor() {
        return Actor.user(userId, userName);
    }

    /** When it was asked for. */
    public Instant requested() {
        return Instant.ofEpochMilli(requested);
    }

    /** Whether another one asks for the same. */
    public boolean asksTheSameAs(DeploymentRequest other) {
        return environment.equals(other.environment)
                && origin == other.origin
                && Objects.equals(originJob, other.originJob)
                && target == other.target
                && Objects.equals(targetJob, other.targetJob);
    }

    /** What the record says of it. */
    public ReleaseEvent.DeploymentRequested event(Job<?, ?> job) {
        HistoryScope scope = HistoryScope.of(job);
        return new ReleaseEvent.DeploymentRequested(
                environment,
                scope.reference(origin(scope)),
                version(),
                Optional.ofNullable(targetVersion)
                        .map(to -> new ReleaseEvent.DeploymentRequested.RollbackTarget(
                                to, scope.reference(target(scope)))),
                requested(),
                Optional.ofNullable(reason));
    }

    /** What is asked for, in words. */
    public String text() {
        return isRollback()
                ? Messages.DeploymentRequest_rollback(
                        environment, targetVersion, version().orElse("#" + origin))
                : Messages.DeploymentRequest_promotion(origin, version().orElse("?"), environment);
    }

    /** A build for nobody's request is not the one that somebody asked for, so Jenkins must not take two in the queue for one. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream().noneMatch(action -> action instanceof DeploymentRequest other && asksTheSameAs(other));
    }

    @Override
    public void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars variables) {
        variables.put("RELEASE_TARGET_ENVIRONMENT", environment);
        if (isRollback()) {
            variables.put("RELEASE_ROLLBACK_TO", targetVersion);
        } else {
            variables.put("RELEASE_PROMOTED_FROM", String.valueOf(origin));
        }
    }

    /** Tells on the page of the build why it was started. */
    public Action[] withCauses() {
        return new Action[] {this, new CauseAction(new DeploymentCause(this), new Cause.UserIdCause())};
    }

    /** Why Jenkins started the build. */
    public static final class DeploymentCause extends Cause {
        private final DeploymentRequest request;

        DeploymentCause(DeploymentRequest request) {
            this.request = request;
        }

        @Override
        public String getShortDescription() {
            return request.text();
        }
    }
}
