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
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventKind;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.json.GateJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ReleaseJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

    /**
     * The whole release. Checks the hash chain of its events unless it is known to be good: any reader can ask for it in a loop.
     *
     * @param at the number of the event after which it is told; empty for now
     */
    public JsonAnswer json(String at) throws IOException {
        if (at.isEmpty()) {
            return JsonAnswer.of(ReleaseJson.of(release, this::standing, record.verifyUnlessKnown()));
        }
        if (!at.matches("[1-9]\\d{0,17}") || Long.parseLong(at) > release.seq()) {
            return JsonAnswer.error(
                    HttpServletResponse.SC_BAD_REQUEST, Messages.ReleaseReading_badMoment(release.seq(), at));
        }
        Earlier earlier = earlier(Long.parseLong(at));
        return JsonAnswer.of(
                ReleaseJson.of(earlier.release(), gate -> earlier.gate(gate).standing(), record.verifyUnlessKnown()));
    }

    private Earlier earlier(long seq) throws IOException {
        List<Event> last = record.last(EnumSet.allOf(EventKind.class), seq + 1, 1);
        return new Earlier(record.state(seq), decisions, last.get(0).at());
    }

    /**
     * The release as it stood.
     *
     * @param at when it began to stand like that
     */
    private record Earlier(Release release, Decisions decisions, Instant at) {
        GateSnapshot gate(GateState gate) {
            try {
                return decisions.then(release, gate, at);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The whole page. Reads the events that its timeline shows, and checks the hash chain unless it is known to be good.
     *
     * @param zone the time zone of the user; empty for that of Jenkins
     * @param asked what the address asks for
     * @param at the event after which the release is shown, as the address says it; null for now
     * @param known what the user's page shows already, as it says itself; empty for a new page
     */
    public PageView page(String zone, PageQuery asked, String at, String known) throws IOException {
        PageQuery query = asked.at(at, release);
        Optional<Earlier> earlier = query.at() == 0 ? Optional.empty() : Optional.of(earlier(query.at()));
        Release shown = earlier.map(Earlier::release).orElse(release);
        PageSource source = new PageSource(
                shown,
                record,
                earlier.<Function<GateState, GateSnapshot>>map(it -> it::gate).orElse(this::now),
                answers(),
                record.verifyUnlessKnown(),
                run.getUrl() + PagePath.RELEASE + "/",
                run.getParent().getFullDisplayName(),
                earlier.map(it -> PromotionView.NONE).orElseGet(() -> PromotionView.of(run, release)),
                resources(),
                query,
                earlier.map(Earlier::at).orElseGet(Instant::now));
        String state = earlier.map(it -> "at-" + query.at()).orElseGet(() -> EventsAnswer.state(run, release));
        return PageView.of(source, viewer(zone), state, known);
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
