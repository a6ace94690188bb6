package io.jenkins.plugins.releasechecklist.builds;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;

/**
 * All that {@code build.xml} holds of a release: that there is a record, and the few facts that lists of builds show without
 * reading it. A plain class, because XStream stores it.
 */
public class RecordPointer extends InvisibleAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(RecordPointer.class.getName());
    static final String DIRECTORY = "release-checklist";

    private String status;
    private String version;
    private String type;
    /** The release index knows them now; builds of earlier versions hold them. */
    @SuppressWarnings("unused")
    private transient List<String> verifiedEnvironments;
    /** Whether the build was kept from being discarded, so that nobody who allows it again is contradicted. */
    private boolean kept;
    /** What the release index was told last; null before that. */
    private transient ReleaseLine indexed;

    private transient Run<?, ?> run;
    private transient ReleaseRecord record;

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

    @Override
    public void onAttached(Run<?, ?> owner) {
        onLoad(owner);
    }

    @Override
    public synchronized void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    /** The one record of this build in this Jenkins. */
    synchronized ReleaseRecord record() {
        if (record == null) {
            Run<?, ?> owner = run;
            record = new ReleaseRecord(() -> directory(owner), Clock.systemUTC());
            record.listen(this::remember);
            ReleaseRecord own = record;
            own.atEndOfIncident(release -> IncidentEnd.planned(owner, release));
            own.follow((release, events) -> IncidentEnd.after(owner, own, release, events));
            record.follow(new ListenerQueue(owner)::add);
        }
        return record;
    }

    private static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve(DIRECTORY);
    }

    private void remember(Release release) {
        WaitingIndex.changed(run, record());
        if (update(release)) {
            try {
                run.save();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot cache the release status in the build.xml of " + run);
            }
        }
        index(release);
    }

    /** Has the release index follow, when what it says of this build changed. */
    private void index(Release release) {
        ReleaseLine line = ReleaseLine.of(run, release);
        if (isNews(line)) {
            reindex();
        }
    }

    private synchronized boolean isNews(ReleaseLine line) {
        boolean news = !line.equals(indexed);
        indexed = line;
        return news;
    }

    /** Brings the release index in line with the record. */
    void reindex() {
        try {
            Optional<ReleaseLine> line = ReleaseIndexStore.note(run, record());
            if (line.flatMap(ReleaseLine::released).isPresent()) {
                keep();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The release index does not know the latest of " + run);
        }
    }

    /** Keeps the build of a release that went out from being discarded, once, where the administrator wants that. */
    private void keep() throws IOException {
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
        if (newStatus.equals(status) && Objects.equals(newVersion, version) && Objects.equals(newType, type)) {
            return false;
        }
        status = newStatus;
        version = newVersion;
        type = newType;
        return true;
    }
}
