package io.jenkins.plugins.releasechecklist.builds.record;

import hudson.Extension;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Computer;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.remoting.SingleLaneExecutorService;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordFile;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordLock;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/**
 * All that {@code build.xml} holds of a release: that there is a record, and the few facts that lists of builds show without
 * reading it. A plain class, because XStream stores it.
 */
public class RecordPointer extends InvisibleAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(RecordPointer.class.getName());
    public static final String DIRECTORY = "release-checklist";

    private String status;
    private String version;
    private String type;
    /** Whether the release was deployed somewhere without a Go. */
    private boolean ungated;
    /** The release index knows them now; builds of earlier versions hold them. */
    @SuppressWarnings("unused")
    private transient List<String> verifiedEnvironments;
    /** Whether the build was kept from being discarded, so that nobody who allows it again is contradicted. */
    private boolean kept;
    /** The last event that was written, as text; null in builds of earlier versions. One field, so that both halves are saved or neither. */
    private volatile String recordHead;
    /** What the history of the job was told last; null before that. */
    private transient ReleaseLine indexed;

    private transient Run<?, ?> run;
    private transient ReleaseRecord record;

    /** Builds of earlier versions name the class by the package it was in. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    @Restricted(DoNotUse.class)
    public static void readEarlierBuilds() {
        Run.XSTREAM2.addCompatibilityAlias(
                "io.jenkins.plugins.releasechecklist.builds.RecordPointer", RecordPointer.class);
    }

    /** The name of the release's {@code ReleaseStatus} at its last change; null before the first one. */
    public synchronized String getStatus() {
        return status;
    }

    /** The version; null while nobody said it. */
    public synchronized String getVersion() {
        return version;
    }

    /** The release type, such as {@code minor}; null before the first event. */
    public synchronized String getType() {
        return type;
    }

    /** Whether the release was deployed somewhere without a Go. */
    public synchronized boolean isUngated() {
        return ungated;
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        onLoad(owner);
    }

    @Override
    public synchronized void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    /** The one record of this build in this Jenkins. */
    public synchronized ReleaseRecord record() {
        if (record == null) {
            Run<?, ?> owner = run;
            record = new ReleaseRecord(() -> directory(owner), Clock.systemUTC());
            record.follow(this::remember);
            record.onDamage(damage -> LOGGER.warning(() -> "The release record of " + owner + ": " + damage.text()));
            Optional.ofNullable(recordHead).flatMap(RecordHead::of).ifPresent(record::expect);
            ReleaseRecord own = record;
            own.atEndOfIncident(release -> RecordFollower.all().stream()
                    .flatMap(follower -> follower.withEndOfIncident(owner, release).stream())
                    .toList());
            own.follow((release, events) ->
                    RecordFollower.all().forEach(follower -> follower.recorded(owner, own, release, events)));
            ExecutorService lane = new SingleLaneExecutorService(Computer.threadPoolForRemoting);
            own.follow((release, events) -> {
                if (!ReleaseListener.all().isEmpty()) {
                    events.forEach(event -> lane.execute(() -> ReleaseListener.tell(owner, event, release)));
                }
            });
        }
        return record;
    }

    /** Where the record of a build lies, whether there is one or not. */
    public static Path directory(Job<?, ?> job, int number) {
        return job.getBuildDir().toPath().resolve(Integer.toString(number)).resolve(DIRECTORY);
    }

    /** The numbers of all builds of a job that are on the disk, in no order. No build is loaded for it. */
    public static List<Integer> builds(Job<?, ?> job) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> builds =
                Files.newDirectoryStream(job.getBuildDir().toPath(), "[0-9]*")) {
            for (Path build : builds) {
                String name = String.valueOf(build.getFileName());
                if (name.matches("[0-9]{1,9}")) {
                    numbers.add(Integer.valueOf(name));
                }
            }
        } catch (NoSuchFileException e) {
            LOGGER.log(Level.FINE, e, () -> job + " has no builds");
        }
        return numbers;
    }

    /** The numbers of those builds whose record was appended to after that moment, in no order. No build is loaded for it. */
    public static List<Integer> changed(Job<?, ?> job, Instant since) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int number : builds(job)) {
            if (RecordFile.lastChange(directory(job, number))
                    .filter(change -> change.isAfter(since))
                    .isPresent()) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** Another job may get the place of a record that was moved or deleted. */
    @Extension
    public static final class Places extends ItemListener {
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            RecordLock.forgetGone();
        }

        @Override
        public void onDeleted(Item item) {
            RecordLock.forgetGone();
        }
    }

    private static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve(DIRECTORY);
    }

    /** What people decided is noted at once: to cut that off would be worth somebody's while. */
    private void remember(Release release, List<Event> events) {
        recordHead = record().head().text();
        RecordFollower.all().forEach(follower -> follower.changed(run, record()));
        boolean decided = events.stream().anyMatch(event -> event.actor().kind() == Actor.Kind.USER);
        if (update(release) || decided) {
            try {
                run.save();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot cache the release status in the build.xml of " + run);
            }
        }
        if (isNews(line(run, release))) {
            tellHistory();
        }
    }

    /** What the history of the job says of the build, without what its change log says. */
    public static ReleaseLine line(Run<?, ?> run, Release release) {
        return ReleaseLine.of(
                HistoryScope.of(run.getParent()).key(run.getNumber()),
                Instant.ofEpochMilli(run.getStartTimeInMillis()),
                Duration.ofMillis(run.getDuration()),
                release);
    }

    private synchronized boolean isNews(ReleaseLine line) {
        boolean news = !line.equals(indexed);
        indexed = line;
        return news;
    }

    /** Brings the history of the job in line with the record. */
    public void tellHistory() {
        RecordFollower.all().forEach(follower -> follower.historyChanged(run, record()));
    }

    /** Keeps the build of a release that went out from being discarded, once, where the administrator wants that. */
    public void keep() throws IOException {
        if (ReleaseChecklistConfiguration.get().isKeepReleases() && keepsNow()) {
            run.keepLog(true);
        }
    }

    private synchronized boolean keepsNow() {
        boolean first = !kept;
        kept = true;
        return first;
    }

    private synchronized boolean update(Release release) {
        String newStatus = release.status().name();
        String newVersion = release.version().orElse(null);
        String newType = release.details().type().map(ReleaseType::id).orElse(null);
        boolean newUngated = !release.ungated().isEmpty();
        if (newStatus.equals(status)
                && Objects.equals(newVersion, version)
                && Objects.equals(newType, type)
                && newUngated == ungated) {
            return false;
        }
        status = newStatus;
        version = newVersion;
        type = newType;
        ungated = newUngated;
        return true;
    }

    /**
     * The directory of what was attached to the announcement of a build; it is there only when something was. It is another one
     * after the job was renamed or moved.
     */
    public static Path attachments(Run<?, ?> run) {
        return directory(run).resolve("attachments");
    }
}
