package io.jenkins.plugins.releasechecklist.builds.record;

import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/**
 * The jobs that have one history together. All branches and tags of a multibranch project have that of the project, which outlives
 * them; every other job has its own. So has the job of a change request: what it says must not count for real releases.
 *
 * @param owner the job or project in whose directory the history lies
 * @param job the job that it is seen from
 */
public record HistoryScope(Item owner, Job<?, ?> job) {
    /** That of a job. Nothing is read for it. */
    public static HistoryScope of(Job<?, ?> job) {
        return new HistoryScope(isBranch(job) ? (Item) job.getParent() : job, job);
    }

    private static boolean isBranch(Job<?, ?> job) {
        // The last threads may still write when Jenkins is gone.
        boolean may = job.getParent() instanceof Item && Jenkins.getInstanceOrNull() != null;
        SCMHead head = may ? SCMHead.HeadByItem.findHead(job) : null;
        return head != null && !(head instanceof ChangeRequestSCMHead);
    }

    /** Whether the history is that of several jobs. */
    public boolean isShared() {
        return owner != job;
    }

    /** Whether both see the same history. */
    public boolean isThatOf(Job<?, ?> other) {
        return owner.equals(of(other).owner);
    }

    /** What the job is called in the history; empty where it has it for itself. */
    public Optional<String> name() {
        return Optional.of(job.getName()).filter(name -> isShared());
    }

    /** A build of the job. */
    public BuildKey key(int number) {
        return new BuildKey(name(), number);
    }

    /** A build that a record of the job names. */
    public BuildKey key(BuildRef build) {
        return BuildKey.of(name(), build);
    }

    /** Where a build of the job is in the history, as {@code ReleaseLine.position()} tells. */
    public long position(Run<?, ?> run) {
        return isShared() ? run.getStartTimeInMillis() : run.getNumber();
    }

    /** All jobs that are there, by what they are called, also those that the calling user may not see. */
    public Map<String, Job<?, ?>> jobs() {
        if (!isShared()) {
            return Map.of(job.getName(), job);
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            Map<String, Job<?, ?>> jobs = new HashMap<>();
            ((ItemGroup<?>) job.getParent())
                    .getItems(item -> item instanceof Job<?, ?> one && isBranch(one))
                    .forEach(item -> jobs.put(item.getName(), (Job<?, ?>) item));
            return jobs;
        }
    }

    /** The job that a build is of, if it is there, also where the calling user may not see it. */
    public Optional<Job<?, ?>> job(BuildKey build) {
        if (build.job().equals(name())) {
            return Optional.of(job);
        }
        if (build.job().isEmpty() || !isShared()) {
            return Optional.empty();
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return job.getParent().getItem(build.job().get()) instanceof Job<?, ?> other && isBranch(other)
                    ? Optional.of(other)
                    : Optional.empty();
        }
    }

    /** A build, if it is there, also where the calling user may not see it. */
    public Optional<Run<?, ?>> run(BuildKey build) {
        return job(build).map(found -> found.getBuildByNumber(build.number()));
    }

    /** How records name a build, as it can be found now: job or project may have been renamed or moved since. */
    public BuildRef reference(BuildKey build) {
        String name = build.job().orElse("");
        boolean own = build.job().equals(name());
        return new BuildRef(
                own ? job.getFullName() : owner.getFullName() + "/" + name,
                build.number(),
                (own ? job.getUrl() : owner.getUrl() + "job/" + Util.rawEncode(name) + "/") + build.number() + "/");
    }

    /** What the calling user may see: releases of jobs that he may read; of those that are gone, if he may read the project. */
    public ReleaseIndex visible(ReleaseIndex index) {
        if (!isShared()) {
            return index;
        }
        Map<Optional<String>, Boolean> may = new HashMap<>();
        index.lines().forEach(line -> may.computeIfAbsent(line.job(), any -> mayRead(line.key())));
        return may.containsValue(false)
                ? new ReleaseIndex(index.lines().stream()
                        .filter(line -> may.get(line.job()))
                        .toList())
                : index;
    }

    private boolean mayRead(BuildKey build) {
        return job(build).<Item>map(Function.identity()).orElse(owner).hasPermission(Item.READ);
    }
}
