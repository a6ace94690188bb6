package io.jenkins.plugins.releasechecklist.actions;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;

/** A build with a release record that runs for as long as a test needs it to. */
public final class RunningBuild implements AutoCloseable {
    private static final Map<String, CountDownLatch> ENDS = new ConcurrentHashMap<>();
    private static final AtomicInteger JOBS = new AtomicInteger();
    private static final Actor STEP = Actor.step("releaseChecklist");

    private final JenkinsRule jenkins;
    private final FreeStyleProject job;
    private final QueueTaskFuture<FreeStyleBuild> future;
    private final FreeStyleBuild build;
    private final ReleaseRecord record;

    private RunningBuild(JenkinsRule jenkins, String name, ReleaseDetails details, Cause cause) throws Exception {
        this.jenkins = jenkins;
        ENDS.put(name, new CountDownLatch(1));
        job = jenkins.createFreeStyleProject(name);
        job.getBuildersList().add(new UntilTold());
        future = job.scheduleBuild2(0, cause);
        build = future.waitForStart();
        record = BuildRecords.open(build, STEP, details);
    }

    /** A minor release of the OctoAcme Shop 2.4.0, of a job of its own. */
    public static RunningBuild start(JenkinsRule jenkins) throws Exception {
        return start(jenkins, "shop-" + JOBS.incrementAndGet(), details("OctoAcme Shop", "2.4.0"));
    }

    public static RunningBuild start(JenkinsRule jenkins, String job, ReleaseDetails details) throws Exception {
        return new RunningBuild(jenkins, job, details, null);
    }

    /** The same, started by a user. */
    public static RunningBuild startedBy(JenkinsRule jenkins, String user) throws Exception {
        Cause cause = new Cause.UserIdCause(user);
        return new RunningBuild(jenkins, "shop-" + JOBS.incrementAndGet(), details("OctoAcme Shop", "2.4.0"), cause);
    }

    static ReleaseDetails details(String application, String version) {
        return new ReleaseDetails(
                Optional.of(application),
                Optional.of(version),
                Optional.of(ReleaseType.MINOR),
                Optional.empty(),
                Optional.empty());
    }

    public FreeStyleBuild build() {
        return build;
    }

    public ReleaseRecord record() {
        return record;
    }

    /** The address of the release's page below the root of Jenkins. */
    public String page() {
        return build.getUrl() + "release-checklist/";
    }

    public void append(ReleaseEvent... events) throws IOException {
        record.append(STEP, events);
    }

    public void append(Actor actor, ReleaseEvent... events) throws IOException {
        record.append(actor, events);
    }

    /** Lets the build end, and waits until it has. */
    public void end() throws Exception {
        ENDS.get(job.getName()).countDown();
        jenkins.assertBuildStatusSuccess(future);
    }

    @Override
    public void close() throws Exception {
        if (build.isBuilding()) {
            end();
        }
    }

    /** A build step that ends when the test says so. Stored with the job, so it holds nothing itself. */
    public static final class UntilTold extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException {
            ENDS.get(build.getProject().getName()).await();
            return true;
        }
    }
}
