package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.releasechecklist.actions.page.PageView;
import io.jenkins.plugins.releasechecklist.actions.page.PageView.PageSource;
import io.jenkins.plugins.releasechecklist.actions.page.PromotionView;
import io.jenkins.plugins.releasechecklist.actions.page.SummaryView;
import io.jenkins.plugins.releasechecklist.actions.timeline.TimelineView.PageQuery;
import io.jenkins.plugins.releasechecklist.actions.wording.LinkView;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.builds.decision.VerdictAnswers;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.json.GateJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ReleaseJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.HttpResponses;

/** The release of a build as one request of one user reads it. */
public final class ReleaseReading {
    private final Run<?, ?> run;
    private final ReleaseRecord record;
    private final Release release;
    private final Decisions decisions;
    private final Map<GateState, GateSnapshot> known = new IdentityHashMap<>();

    private ReleaseReading(Run<?, ?> run, ReleaseRecord record) throws IOException {
        this.run = run;
        this.record = record;
        this.release = record.state();
        this.decisions = new Decisions(run, record);
    }

    /** Reads the release now; a build without a record is not found. */
    public static ReleaseReading of(Run<?, ?> run) throws IOException {
        return new ReleaseReading(run, BuildRecords.of(run).orElseThrow(HttpResponses::notFound));
    }

    ReleaseRecord record() {
        return record;
    }

    Release release() {
        return release;
    }

    public Decisions decisions() {
        return decisions;
    }

    VerdictAnswers answers() {
        return new VerdictAnswers(run, record);
    }

    /** The whole release. Checks the hash chain of its events unless it is known to be good: any reader can ask for it in a loop. */
    public ReleaseJson json() throws IOException {
        return ReleaseJson.of(release, this::standing, record.verifyUnlessKnown());
    }

    /**
     * The whole page. Reads the events that its timeline shows, and checks the hash chain unless it is known to be good.
     *
     * @param zone the time zone of the user; empty for that of Jenkins
     * @param query what the address asks for
     * @param known what the user's page shows already, as it says itself; empty for a new page
     */
    public PageView page(String zone, PageQuery query, String known) throws IOException {
        PageSource source = new PageSource(
                release,
                record,
                this::now,
                answers(),
                record.verifyUnlessKnown(),
                run.getUrl() + PagePath.RELEASE + "/",
                run.getParent().getFullDisplayName(),
                PromotionView.of(run, release),
                resources(),
                query,
                Instant.now());
        return PageView.of(source, viewer(zone), EventsAnswer.state(run, release), known);
    }

    /**
     * What the main page of the build shows.
     *
     * @param zone the time zone of the user; empty for that of Jenkins
     */
    public SummaryView summary(String zone) {
        return SummaryView.of(release, this::now, run.getParent().getFullDisplayName(), viewer(zone));
    }

    public GateJson gate(GateState gate) {
        return GateJson.of(gate, standing(gate));
    }

    public GateStanding standing(GateState gate) {
        return now(gate).standing();
    }

    /** How a gate stands does not change while one page is made of it. */
    private GateSnapshot now(GateState gate) {
        return known.computeIfAbsent(gate, this::ask);
    }

    private GateSnapshot ask(GateState gate) {
        try {
            return decisions.now(gate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<LinkView> resources() {
        ReleaseChecklistConfiguration configuration = ReleaseChecklistConfiguration.get();
        return release.checklist().resources().stream()
                .map(resource -> LinkView.to(
                        resource.title(),
                        resource.url()
                                .or(() -> configuration.resourceUrl(resource.title()))
                                .orElse("")))
                .toList();
    }

    private Viewer viewer(String zone) {
        return new Viewer(
                Approver.current(),
                !ACL.isAnonymous2(Jenkins.getAuthentication2()),
                run.hasPermission(ReleasePermissions.APPROVE),
                run.hasPermission(ReleasePermissions.OVERRIDE),
                Viewer.zone(zone),
                LocaleProvider.getLocale());
    }
}
