package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.cli.terminal.Respondent;
import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.cli.terminal.Terminal;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
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
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final Clock clock;

    /**
     * @param folder where record, checklist, report and release notes go; it holds no record yet, and its parent is there
     */
    public Rehearsal(RehearsalRequest request, Path folder, Terminal terminal, Clock clock) {
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
        return well;
    }

    private boolean play(ProbeSession session) throws IOException {
        RehearsedSmokeTest smokeTest = new RehearsedSmokeTest(record, terminal, session);
        RehearsedVerification verification = new RehearsedVerification(record, terminal, session);
        for (String environment : request.environments()) {
            if (!decide(environment) || !examine(environment, smokeTest, verification)) {
                return false;
            }
        }
        Files.writeString(folder.resolve(NOTES), announce());
        return true;
    }

    private void end(String result) throws IOException {
        record.append(Actor.SYSTEM, new ReleaseEvent.BuildEnded(result));
        terminal.say("");
        Release release = record.state();
        ChecklistText.of(release, terminal.style()).forEach(terminal::say);
        List<String> checklist = ChecklistText.of(release, Style.PLAIN).stream()
                .map(Style::printable)
                .toList();
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
        return policy.isEmpty()
                || new RehearsedGate(record, terminal, terminal, clock).decide(environment, policy.get());
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
        return request.plan()
                .checklist()
                .inTeamsWords()
                .completedBy(step -> step.covers("releaseGate", Optional.of(environment)));
    }

    private boolean examine(String environment, RehearsedSmokeTest smokeTest, RehearsedVerification verification)
            throws IOException {
        EnvironmentPlan plan = withoutForeignChecks(environment, plan(environment));
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
        return markdown;
    }

    /** Leaves out the checks that only another plugin of Jenkins could carry out, and says so. */
    private EnvironmentPlan withoutForeignChecks(String environment, EnvironmentPlan plan) {
        List<Check> known = new ArrayList<>();
        for (Check check : plan.checks()) {
            if (check instanceof ForeignCheck foreign) {
                terminal.say("The check " + foreign.name() + " of " + environment + " is not part of a rehearsal: "
                        + foreign.symbol() + " is a kind of another plugin.");
            } else {
                known.add(check);
            }
        }
        return new EnvironmentPlan(known, plan.gate(), plan.window(), plan.verify());
    }

    private EnvironmentPlan plan(String environment) {
        Plan plan = request.plan();
        return plan.environments().getOrDefault(environment, EnvironmentPlan.EMPTY);
    }
}
