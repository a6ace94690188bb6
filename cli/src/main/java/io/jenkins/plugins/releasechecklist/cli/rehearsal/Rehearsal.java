package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.cli.terminal.Respondent;
import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.cli.terminal.Terminal;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.MarkdownNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Goes through a release as the Jenkinsfile of the README does, with the same engine: in every environment first the
 * gate, if it has one, then the verification of what is deployed there, or the smoke test where the plan verifies
 * nothing. It deploys nothing and sends nothing.
 */
public final class Rehearsal {
    /** The report on the rehearsal, in its folder. */
    public static final String REPORT = ReportFormat.HTML.fileName();

    private static final String NOTES = "release-notes.md";
    private static final String CHECKLIST = "checklist.txt";

    private final RehearsalRequest request;
    private final Path folder;
    private final ReleaseRecord record;
    private final Terminal terminal;
    private final Respondent people;
    private final Clock clock;

    /**
     * @param folder where record, checklist, report and release notes go; it holds no record yet, and its parent is there
     */
    public Rehearsal(RehearsalRequest request, Path folder, Terminal terminal, Clock clock) {
        this(request, folder, terminal, terminal, clock);
    }

    /** @param people who answers the questions */
    public Rehearsal(RehearsalRequest request, Path folder, Terminal terminal, Respondent people, Clock clock) {
        this.people = people;
        this.request = request;
        this.folder = folder;
        this.record = new ReleaseRecord(() -> folder, clock);
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * Goes through the release, and writes checklist and report even if nobody answers.
     *
     * @return whether the release would have gone out
     * @throws Respondent.Unanswered if a question stays without an answer
     */
    public boolean run(ProbeSession session) throws IOException {
        open();
        boolean well = false;
        try {
            well = play(session);
        } catch (Respondent.Unanswered e) {
            end("ABORTED");
            throw e;
        }
        end(well ? "SUCCESS" : "FAILURE");
        return well && (record.state().status().isReleased() || !isTargetRehearsed());
    }

    /** What is rehearsed, in words. */
    public String title() {
        return request.plan().application().orElse("the release") + " " + request.version();
    }

    /** Ends a rehearsal that the person stopped: what it came to until then is written all the same. */
    public void interrupt(Path told) {
        try {
            end("ABORTED");
            terminal.say("Interrupted. The record so far, and the report, are in " + told.toAbsolutePath());
        } catch (IOException | RuntimeException e) {
            terminal.say("Interrupted. The record so far is in " + told.toAbsolutePath());
        }
    }

    private boolean play(ProbeSession session) throws IOException {
        RehearsedSmokeTest smokeTest = new RehearsedSmokeTest(record, terminal, session);
        RehearsedVerification verification = new RehearsedVerification(record, terminal, session);
        RehearsalScope scope = new RehearsalScope(terminal, session.credentials());
        for (String environment : request.environments()) {
            if (!decide(environment)) {
                return false;
            }
            deploy(environment);
            if (!examine(environment, scope.of(environment, plan(environment)), smokeTest, verification)) {
                return false;
            }
        }
        Files.writeString(folder.resolve(NOTES), announce());
        if (isTargetRehearsed()) {
            new RehearsedItems(record, people).askForTheRest();
        }
        return true;
    }

    /** Whether the environments in which the release is out were among those that were gone through. */
    private boolean isTargetRehearsed() {
        return request.environments().containsAll(checklist().targets());
    }

    private Checklist checklist() {
        return request.plan().checklist().inTeamsWords();
    }

    /** Plays the deployment, which the checklist has an item for, so that what comes after it can be rehearsed. */
    private void deploy(String environment) throws IOException {
        List<Item> deployments = checklist().items().stream()
                .filter(item -> item.deployedTo().contains(environment) && item.isToldBySteps(false))
                .toList();
        for (Item item : deployments) {
            terminal.say(item.title() + ": rehearsed, nothing was deployed");
            RehearsedStep.begin(record, item)
                    .end(
                            true,
                            Optional.empty(),
                            List.of(new ReleaseEvent.ItemMarked(
                                    item.id(),
                                    ItemStatus.PASSED,
                                    Optional.of("Rehearsed: nothing was deployed"),
                                    List.of())));
        }
    }

    /** Says in a sentence why the release is not out. */
    private void explain(Release release) {
        if (release.status().isReleased() || !isTargetRehearsed()) {
            checklist().targets().stream()
                    .filter(target -> !request.environments().contains(target))
                    .forEach(target -> terminal.say(
                            terminal.style().open("Not rehearsed") + ": " + target + ", where the release is out. "
                                    + (request.plan().environments().containsKey(target)
                                            ? "--environment left it out."
                                            : "The plan has no environment of that name; 'checklist: {environments: {"
                                                    + "production: NAME}}' says what the plan calls it.")));
            return;
        }
        String undone = titles(release.reach().items(), ", ");
        List<ItemState> open =
                release.neededItems().stream().filter(item -> !item.isDone()).toList();
        List<ItemState> failed =
                open.stream().filter(item -> item.status() == ItemStatus.FAILED).toList();
        terminal.say(terminal.style().bad("The release is not out") + ": "
                + (undone.isEmpty() ? titles(failed, ", ") + " failed" : undone + " is not done") + ". Open: "
                + titles(open, "; "));
    }

    /** The titles of those that are not done. */
    private static String titles(List<ItemState> items, String between) {
        return items.stream()
                .filter(item -> !item.isDone())
                .map(item -> item.item().title())
                .collect(Collectors.joining(between));
    }

    private void end(String result) throws IOException {
        record.append(Actor.SYSTEM, new ReleaseEvent.BuildEnded(result));
        terminal.say("");
        Release release = record.state();
        ChecklistText.of(release, terminal.style()).forEach(terminal::say);
        List<String> checklist = ChecklistText.of(release, Style.PLAIN).stream()
                .map(Style::printable)
                .toList();
        explain(release);
        Files.write(folder.resolve(CHECKLIST), checklist);
        Files.writeString(folder.resolve(REPORT), ReleaseReport.of(record).as(ReportFormat.HTML));
    }

    private void open() throws IOException {
        ReleaseDetails said = new ReleaseDetails(
                request.plan().application(),
                Optional.of(request.version()),
                request.type(),
                Optional.of(request.file()),
                Optional.of(request.plan().checklist()));
        ReleaseDetails details = request.template()
                .map(template -> said.with(template, Map.of()))
                .orElse(said);
        record.append(
                Actor.step("rehearse"),
                new ReleaseEvent.Opened(details, BuildRef.REHEARSAL, List.of(request.person()), Optional.empty()));
    }

    private boolean decide(String environment) throws IOException {
        Optional<GatePolicy> policy = policy(environment);
        return policy.isEmpty() || new RehearsedGate(record, terminal, people, clock).decide(environment, policy.get());
    }

    /** The gate of the plan or, where only the checklist asks for a decision, one by the owners of that item. */
    private Optional<GatePolicy> policy(String environment) {
        EnvironmentPlan plan = plan(environment);
        return plan.gate()
                .or(() -> decision(environment)
                        .map(item -> GatePolicy.NONE.withApprovals(List.of(new Approval(item.owners(), 1)))))
                .map(policy -> policy.withSchedule(Schedule.of(plan.window())));
    }

    private Optional<Item> decision(String environment) {
        return checklist().completedBy(step -> step.covers("releaseGate", Optional.of(environment)));
    }

    private boolean examine(
            String environment, EnvironmentPlan plan, RehearsedSmokeTest smokeTest, RehearsedVerification verification)
            throws IOException {
        Optional<VerifyPlan> verify = plan.verify();
        boolean measures = verify.filter(
                        it -> it.version().isPresent() || !it.metrics().isEmpty())
                .isPresent();
        if (verify.isPresent() && (measures || !plan.checks().isEmpty())) {
            return verification.run(environment, plan, verify.get(), request.version(), request.longestVerification());
        }
        if (plan.checks().isEmpty()) {
            terminal.say("The plan checks nothing in " + environment + ".");
            return true;
        }
        return smokeTest.run(environment, plan.checks());
    }

    /** Renders the release notes, prints what would be announced, and returns it as Markdown. Nothing is sent. */
    private String announce() throws IOException {
        RehearsedStep step = RehearsedStep.begin(record, "announceRelease", "announce-release", Optional.empty());
        Release release = record.state();
        ReleaseNotes notes = ReleaseNotes.of(
                release.application().orElse("Release"),
                release.version().orElse("(no version)"),
                LocalDate.now(clock),
                release.type().id(),
                release.draft(),
                List.of());
        String markdown = MarkdownNotes.render(notes);
        List<String> channels = release.plan().map(Plan::announce).orElse(List.of()).stream()
                .map(Announcement::name)
                .toList();
        terminal.say("Announcement, not sent; "
                + (channels.isEmpty() ? "the plan names no channel" : "it would go to " + String.join(", ", channels)));
        markdown.lines().forEach(line -> terminal.say("  | " + line));
        step.end(true, Optional.empty(), List.of(new ReleaseEvent.NotesRendered(markdown, HtmlNotes.render(notes))));
        if (channels.isEmpty()) {
            for (Item item : checklist().items()) {
                if (item.completedBy().stream()
                        .anyMatch(way ->
                                way instanceof Completion.ByStep by && by.step().equals(step.step()))) {
                    step.append(new ReleaseEvent.ItemMarked(
                            item.id(),
                            ItemStatus.PENDING,
                            Optional.of("The plan names no channel: nobody would be told"),
                            List.of()));
                }
            }
        }
        return markdown;
    }

    private EnvironmentPlan plan(String environment) {
        Plan plan = request.plan();
        return plan.environments().getOrDefault(environment, EnvironmentPlan.EMPTY);
    }
}
