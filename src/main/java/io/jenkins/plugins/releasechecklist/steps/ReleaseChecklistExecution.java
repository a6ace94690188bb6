package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.check.PlannedChecks;
import io.jenkins.plugins.releasechecklist.steps.run.Artifacts;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Opens the record with what the step and the plan say. Doing it again adds nothing, so a restart needs no care. */
class ReleaseChecklistExecution extends ReleaseStepExecution<ReleaseChecklistStep> {
    private static final long serialVersionUID = 1L;
    private static final String STEP = "releaseChecklist";

    ReleaseChecklistExecution(StepContext context, ReleaseChecklistStep step) {
        super(context, step);
    }

    @Override
    void proceed() throws Exception {
        ReleaseDetails said = details();
        Run<?, ?> build = getContext().get(Run.class);
        ReleaseRecord record = BuildRecords.add(build, Actor.step(STEP), said);
        Release release = record.state();
        StepRun run = StepRun.of(getContext(), record, STEP, Optional.empty(), Optional.empty());
        run.log(Messages.ReleaseChecklistExecution_opened(
                release.application().map(name -> name + " ").orElse("")
                        + release.version().orElse("?"),
                release.type().id(),
                release.neededItems().size(),
                run.link(Messages.checklistLink())));
        release.typeRemark().ifPresent(run::log);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", release.application().orElse(null));
        result.put("version", release.version().orElse(null));
        result.put("type", release.type().id());
        result.put("status", release.status().name());
        succeed(result);
    }

    private ReleaseDetails details() throws IOException, InterruptedException {
        Optional<ReleaseType> type = Optional.empty();
        if (step().getType() != null) {
            type = ReleaseType.named(step().getType());
            if (type.isEmpty()) {
                List<String> allowed =
                        Arrays.stream(ReleaseType.values()).map(ReleaseType::id).toList();
                throw new AbortException(Parameters.unknown("type", step().getType(), allowed));
            }
        }
        Optional<Checklist> template = Optional.empty();
        if (step().getTemplate() != null) {
            template = Templates.named(step().getTemplate());
            if (template.isEmpty()) {
                throw new AbortException(Parameters.unknown("template", step().getTemplate(), Templates.names()));
            }
        }
        List<Artifact> artifacts = Artifacts.of(step().getArtifacts());
        return new ReleaseDetails(
                        Parameters.given(step().getName()),
                        Parameters.given(step().getVersion()),
                        type,
                        plan(),
                        template)
                .with(artifacts);
    }

    /** Reads the plan before anything is recorded: a wrong one fails the step and leaves no trace. */
    private Optional<PlanSource> plan() throws IOException, InterruptedException {
        String file = step().getPlan();
        if (file == null) {
            return Optional.empty();
        }
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null) {
            throw new AbortException(Messages.ReleaseChecklistExecution_noWorkspace(file));
        }
        FilePath path = workspace.child(file);
        if (!path.exists()) {
            throw new AbortException(Messages.ReleaseChecklistExecution_noFile(file));
        }
        String text = path.readToString();
        PlannedChecks.verify(PlanReader.read(text, file, PlannedChecks.installed()));
        return Optional.of(new PlanSource(file, text));
    }
}
