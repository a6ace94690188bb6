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
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * What a person started a build for: to promote the release of another build of the job to an environment, or to roll it back there.
 * The Pipeline finds it in its environment variables. A plain class, because XStream stores it, also in the queue.
 */
public class DeploymentRequest extends InvisibleAction implements Queue.QueueAction, EnvironmentContributingAction {
    private final String environment;
    private final int origin;
    /** Null when nobody said the version of the origin. */
    @CheckForNull
    private final String version;
    /** Of a rollback, the build that released what is brought back; 0 for a promotion. */
    private final int target;

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
            int target,
            @CheckForNull String targetVersion,
            @CheckForNull String reason) {
        this.environment = environment;
        this.origin = from.build();
        this.version = from.version().orElse(null);
        this.target = target;
        this.targetVersion = targetVersion;
        this.reason = reason;
        this.userId = by.id();
        this.userName = by.name();
        this.requested = requested.toEpochMilli();
    }

    /** To bring the release of a build to an environment. */
    public static DeploymentRequest promotion(String environment, ReleaseLine from, Actor by, Instant now) {
        return new DeploymentRequest(environment, from, by, now, 0, null, null);
    }

    /** To bring an earlier release back. */
    public static DeploymentRequest rollback(
            String environment, ReleaseLine from, ReleaseLine to, Actor by, Instant now, String reason) {
        return new DeploymentRequest(
                environment, from, by, now, to.build(), to.version().orElseThrow(), reason);
    }

    /** Why the build was started; empty where nobody asked for a promotion or a rollback. */
    public static Optional<DeploymentRequest> of(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(DeploymentRequest.class));
    }

    /** The number of the build that made what a build deploys: another one where it promotes a release, or brings one back. */
    public static int builder(Job<?, ?> job, int number) {
        return Optional.<Run<?, ?>>ofNullable(job.getBuildByNumber(number))
                .flatMap(DeploymentRequest::of)
                .map(request -> builder(job, request.isRollback() ? request.target : request.origin))
                .orElse(number);
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

    /** The number of the build that is promoted, or whose release is taken back. */
    public int origin() {
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
        return environment.equals(other.environment) && origin == other.origin && target == other.target;
    }

    /** What the record says of it. */
    public ReleaseEvent.DeploymentRequested event(Job<?, ?> job) {
        return new ReleaseEvent.DeploymentRequested(
                environment,
                ReleaseHistory.build(job, origin),
                version(),
                Optional.ofNullable(targetVersion)
                        .map(to -> new ReleaseEvent.DeploymentRequested.RollbackTarget(
                                to, ReleaseHistory.build(job, target))),
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
