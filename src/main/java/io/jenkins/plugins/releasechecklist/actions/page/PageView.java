package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.timeline.TimelineView;
import io.jenkins.plugins.releasechecklist.actions.timeline.TimelineView.PageQuery;
import io.jenkins.plugins.releasechecklist.actions.verification.CheckRunView;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationView;
import io.jenkins.plugins.releasechecklist.actions.wording.GateRuleView;
import io.jenkins.plugins.releasechecklist.actions.wording.LinkView;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.builds.decision.VerdictAnswers;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.ExcludedVoters;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenWork;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RequestedChanges;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The page of a release for a viewer. What of it nobody asks for is not looked up. For one request. */
public final class PageView {
    private static final int EMPTY_ROWS = 3;

    private final PageSource source;
    private final Viewer viewer;
    private final Wording wording;
    private final PageParts parts;
    private TimelineView timeline;
    private Map<ItemState, SignFormView> signForms;

    private PageView(PageSource source, Viewer viewer, PageParts parts) {
        this.source = source;
        this.viewer = viewer;
        this.wording = new Wording(new UtcTimeFormat(viewer));
        this.parts = parts;
    }

    /**
     * The page for a viewer.
     *
     * @param state tells apart how the release stands now from how it stood before
     * @param known what the viewer's page shows already, as it says itself; empty for a new page
     */
    public static PageView of(PageSource source, Viewer viewer, String state, String known) {
        List<GateSnapshot> gates =
                source.release().waitingGates().stream().map(source.gates()).toList();
        String sight = String.join(
                " ",
                source.address(),
                state,
                source.damage().map(Damage::text).orElse("whole"),
                Integer.toHexString(gates.hashCode()),
                source.query().filter().id(),
                Long.toString(source.query().before()),
                viewer.zone().getId(),
                viewer.locale().toLanguageTag(),
                viewer.signedIn() ? "signed-in" : "anonymous");
        return new PageView(source, viewer, new PageParts(sight, known));
    }

    /** The words for it. */
    public Wording wording() {
        return wording;
    }

    /** Its parts as HTML. */
    public PageParts parts() {
        return parts;
    }

    /** Whether the viewer can do nothing here but read. */
    public boolean readOnly() {
        return !viewer.mayApprove() && !viewer.mayOverride();
    }

    /** What happened. */
    public TimelineView timeline() throws IOException {
        if (timeline == null) {
            timeline = TimelineView.of(source.release(), source.record(), source.query());
        }
        return timeline;
    }

    /** What happened since the reader looked last, in a sentence or two. */
    public String news() throws IOException {
        long since = source.query().since();
        String name = "news-" + since;
        PageParts.Part made = parts.made(name, true);
        PageParts.Part news = made == null
                ? parts.make(name, true, TimelineView.news(source.release(), source.record(), since))
                : made;
        return news.html();
    }

    /** The release. */
    public Release release() {
        return source.release();
    }

    /** How often the page asks for news. */
    public PollInterval pace() {
        return past() ? PollInterval.OVER : PollInterval.of(release());
    }

    /** Why the record cannot be believed; empty when its hash chain is whole. */
    public String damage() {
        return source.damage().map(Damage::text).orElse("");
    }

    /** Whether nothing is wrong with the record, except that a newer version wrote it. */
    public boolean newer() {
        return source.damage().filter(Damage::newer).isPresent();
    }

    /** Whether nothing is left of the record. */
    public boolean missing() {
        return release().opened().isEmpty() && source.damage().isEmpty();
    }

    /** Whether decisions can rest on the record. */
    private boolean sound() {
        return source.damage().isEmpty() && !missing();
    }

    /** Whether anybody can do something here: nobody decides in the past. */
    private boolean acts() {
        return sound() && !past();
    }

    /** Whether the page shows the release as it stood once. */
    public boolean past() {
        return source.query().at() > 0;
    }

    /** When the release came to stand as the page shows it. */
    public Instant moment() {
        return source.now();
    }

    /** The number of the event after the one that is shown; 0 when there is none. */
    public long later() throws IOException {
        return release().seq() < source.record().state().seq() ? release().seq() + 1 : 0;
    }

    /** What is released, and how far it is. */
    public HeaderView header() {
        return HeaderView.of(release(), source.gates(), source.name(), wording, sound());
    }

    /** Where the release went from this build, and where it can go. */
    public PromotionView promotion() {
        return source.promotion();
    }

    /** What the guide expects of the viewer. */
    public YourPartView yourPart() {
        return YourPartView.of(source, viewer, acts());
    }

    /** The sections of the checklist that have items. */
    public List<SectionView> sections() {
        return SectionView.of(release());
    }

    /** Where an item stands. */
    public StatusView status(ItemState item) {
        return new OpenWork(release()).isNotReached(item) ? StatusView.notReached() : wording.status(item.status());
    }

    /** All that the menu of downloads depends on. */
    public Object export() {
        return List.of("export", viewer.locale());
    }

    /** All that the page says about a section follows from this, so one that no event touched is not made again. */
    public Object input(SectionView view) {
        return Stream.concat(
                        Stream.of(view, viewer.zone(), viewer.locale()),
                        view.items().stream()
                                .flatMap(item -> Stream.of(
                                        signForm(item),
                                        status(item),
                                        wording.marks(item, release()),
                                        actionItems(item))))
                .toList();
    }

    /** What the viewer may say about an item. */
    public SignFormView signForm(ItemState item) {
        return signForms().get(item);
    }

    private Map<ItemState, SignFormView> signForms() {
        if (signForms == null) {
            OpenWork work = new OpenWork(release());
            signForms = new IdentityHashMap<>();
            release()
                    .items()
                    .forEach(item -> signForms.put(
                            item, acts() && !work.isClosed(item) ? SignFormView.of(item, viewer) : SignFormView.NONE));
        }
        return signForms;
    }

    /** Tells apart viewers who may say different things about the items. */
    public String signing() {
        return Integer.toHexString(
                release().items().stream().map(this::signForm).toList().hashCode());
    }

    /**
     * For each form that the page has, an item for which it is.
     *
     * @param asked the id of an item that stands for its form; null for none
     */
    public Collection<ItemState> signExamples(String asked) {
        Map<SignFormView, ItemState> examples = new LinkedHashMap<>();
        Stream.concat(
                        release().items().stream()
                                .filter(item -> item.item().id().equals(asked)),
                        release().items().stream())
                .filter(item -> signForm(item).any())
                .forEach(item -> examples.putIfAbsent(signForm(item), item));
        return examples.values();
    }

    /** The messages of which people want to know. */
    public List<DeliveryState> messages() {
        return release().deliveries().stream().filter(DeliveryState::isNews).toList();
    }

    /** What is to be done after the incident, where the item is about that. */
    public List<ActionItem> actionItems(ItemState item) {
        return item.item().id().equals(ItemIds.ACTION_ITEMS)
                ? release().incident().map(Incident::actionItems).orElse(List.of())
                : List.of();
    }

    /** The action items as rows of a form: those that are listed, and some to be filled in. */
    public List<Optional<ActionItem>> actionItemRows(ItemState item) {
        return Stream.concat(
                        actionItems(item).stream().map(Optional::of),
                        Collections.nCopies(EMPTY_ROWS, Optional.<ActionItem>empty()).stream())
                .toList();
    }

    /** The latest round of each gate, the latest gate first. */
    public List<GateState> gates() {
        Map<String, GateState> latest = new LinkedHashMap<>();
        release().gates().forEach(gate -> latest.put(gate.id(), gate));
        List<GateState> gates = new ArrayList<>(latest.values());
        Collections.reverse(gates);
        return gates;
    }

    /** The rounds before the latest one of a gate, the latest first; they take no votes. */
    public List<GateState> earlier(GateState latest) {
        List<GateState> rounds = new ArrayList<>(release().gates().stream()
                .filter(gate -> gate.id().equals(latest.id()) && gate != latest)
                .toList());
        Collections.reverse(rounds);
        return rounds;
    }

    /** How a gate stands now. */
    public GateStanding standing(GateState gate) {
        return source.gates().apply(gate).standing();
    }

    /** What a gate needs, and where each of it stands. */
    public List<GateNeed> needs(GateState gate) {
        return GateNeed.of(gate, standing(gate), release(), wording);
    }

    /** What changes where a gate leads; null until that is known. */
    public ChangesView changes(GateState gate) {
        return ChangesView.of(gate, release()).orElse(null);
    }

    /** What a gate demands, and where that comes from. */
    public List<GateRuleView> rules(GateState gate) {
        return GateRuleView.of(gate.policy(), release().checklist());
    }

    /** Who may not vote at a gate. */
    public ExcludedVoters excluded(GateState gate) {
        return source.gates().apply(gate).barred();
    }

    /** What the viewer may do at a gate. */
    public GateFormView gateForm(GateState gate) {
        return acts()
                ? GateFormView.of(gate, source.gates().apply(gate), viewer, wording.moments())
                : GateFormView.NONE;
    }

    /** The items that can be done again while a gate waits: by people who sign them, or else by the Pipeline alone. */
    public List<Item> repeatable(GateState gate, boolean signed) {
        return new RequestedChanges(release(), gate)
                .possible().stream()
                        .filter(item -> item.signOff().isPresent() == signed)
                        .toList();
    }

    /** The name of the time zone in which the viewer reads and writes times. */
    public String zone() {
        return viewer.zone().getId();
    }

    /** The title of the item of which a vote requests changes; empty where it requests none. */
    public String requested(Vote vote) {
        return vote.item()
                .map(id -> release().item(id).map(state -> state.item().title()).orElse(id))
                .orElse("");
    }

    /** What the buttons of a form of a gate mean. */
    public GateDialogs dialogs(GateState gate, GateFormView form) {
        return GateDialogs.of(gate, form, source, viewer, wording);
    }

    /** Smoke tests, and rollbacks that were tested, in the order in which they ran. */
    public List<CheckRunView> checkRuns() {
        return runs(
                run -> run.step().equals("smokeTest")
                        || run.step().equals("withSmokeTest")
                        || run.step().equals("rollbackRelease") && !run.checks().isEmpty(),
                (run, attempt) -> new CheckRunView(run, attempt, release().isPreFlight(run)));
    }

    /** Verifications, and what they are compared with; the latest first. */
    public List<VerificationView> verifications() {
        List<VerificationView> runs = new ArrayList<>(runs(
                Verifications::takesSamples,
                (run, attempt) -> VerificationView.of(run, attempt, release().isPreFlight(run), viewer)));
        Collections.reverse(runs);
        return runs;
    }

    /** What the viewer may answer a verification; null while it asks nothing. */
    public AnswerFormView answerForm(VerificationView verification) {
        return acts()
                ? AnswerFormView.of(verification.run(), source, viewer, wording).orElse(null)
                : null;
    }

    /** Runs of a kind, each with the number of its attempt under its name. */
    private <T> List<T> runs(Predicate<RunState> kind, BiFunction<RunState, Integer, T> view) {
        Map<String, Integer> attempts = new HashMap<>();
        return release().runs().stream()
                .filter(kind)
                .map(run -> view.apply(run, attempts.merge(run.name(), 1, Integer::sum)))
                .toList();
    }

    /** The release notes. */
    public NotesView notes() {
        return NotesView.of(release(), viewer, acts());
    }

    /** Whether the viewer may have a message sent again. */
    public boolean isResendable(DeliveryState delivery) {
        return acts()
                && viewer.mayApprove()
                && (viewer.approver().unattributed()
                        || !viewer.approver().roles().isEmpty())
                && delivery.status() == DeliveryStatus.FAILED;
    }

    /** The symbols that the page shows many times, each once, and those that it may show after the next event. */
    public Collection<StatusView> symbols() throws IOException {
        Map<String, StatusView> symbols = new TreeMap<>();
        Stream.of(
                        Stream.of(ItemStatus.values()).map(wording::status),
                        Stream.of(CheckResult.Status.values()).map(wording::status),
                        Stream.of(StatusView.notReached()),
                        timeline().entries().stream().map(TimelineView.TimelineEntry::what))
                .flatMap(Function.identity())
                .forEach(status -> symbols.put(status.symbol(), status));
        return symbols.values();
    }

    /**
     * What a page is made of.
     *
     * @param release the release as it stands
     * @param record its record, of which only the events are read that the timeline shows
     * @param gates how a gate stands now
     * @param answers who may answer a verification that asks
     * @param damage what is wrong with the record, after a check of its hash chain
     * @param address the address of the page, relative to the root of Jenkins
     * @param name what the release is called while nobody named it: the job
     * @param promotion where the release went from there, and where it can go
     * @param resources related documents
     * @param query what the address asks for
     * @param now when the page is made
     */
    public record PageSource(
            Release release,
            ReleaseRecord record,
            Function<GateState, GateSnapshot> gates,
            VerdictAnswers answers,
            Optional<Damage> damage,
            String address,
            String name,
            PromotionView promotion,
            List<LinkView> resources,
            PageQuery query,
            Instant now) {
        public PageSource {
            resources = List.copyOf(resources);
        }
    }

    /** How often the page of a release asks for news. */
    public enum PollInterval {
        /** The build runs, and something of it is at work. */
        BUSY,
        /** Only people are waited for: at a gate, or for signatures after the end of the build; or messages have to be sent. */
        SLOW,
        /**
         * The build has ended and the release waits for nothing: it is out with all its items, or it was rejected, failed, or rolled back
         * with its incident over; or its record is damaged. Whoever comes back to the page still gets what happened meanwhile, such as an
         * item that somebody opened again.
         */
        OVER;

        static PollInterval of(Release release) {
            if (release.ended().isEmpty()) {
                boolean works = release.runs().stream()
                        .anyMatch(run -> run.isRunning() && run.openQuestion().isEmpty());
                boolean asks = !release.waitingGates().isEmpty()
                        || !release.askingRuns().isEmpty();
                return works || !asks ? BUSY : SLOW;
            }
            return OpenSignOff.of(release).isEmpty() && release.openDeliveries().isEmpty() ? OVER : SLOW;
        }

        /** What the script calls it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
