package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.SemVer;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
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
import io.jenkins.plugins.releasechecklist.steps.run.PlanFile;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.ArrayList;
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
        ReleaseDetails said = masked(details());
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

    /**
     * Hides secrets in what is only shown. Versions and digests are compared as well, so a secret may not change what they mean.
     *
     * @throws AbortException if it would
     */
    private ReleaseDetails masked(ReleaseDetails said) throws IOException, InterruptedException {
        SecretMasker masker = SecretMasker.of(getContext());
        Optional<String> version = masker.mask(said.version());
        if (!version.flatMap(SemVer::parse).equals(said.version().flatMap(SemVer::parse))) {
            masker.refuseSecret("version", step().getVersion());
        }
        List<Artifact> artifacts = new ArrayList<>();
        for (Artifact artifact : said.artifacts()) {
            masker.refuseSecret("artifacts", artifact.digest());
            artifacts.add(new Artifact(masker.mask(artifact.name()), artifact.digest()));
        }
        return new ReleaseDetails(
                        masker.mask(said.application()), version, said.type(), said.plan(), said.checklist())
                .with(artifacts);
    }

    /** Reads the plan before anything is recorded: a wrong one fails the step and leaves no trace. */
    private Optional<PlanSource> plan() throws IOException, InterruptedException {
        if (step().getPlan() == null) {
            return Optional.empty();
        }
        PlanSource source = new PlanFile(getContext(), step().getPlan()).read();
        Plan plan = PlanReader.read(source.text(), source.file(), PlannedChecks.installed());
        PlannedChecks.verify(plan);
        PlannedChecks.verifyCredentials(
                plan,
                Parameters.given(step().getCredentials()).map(Parameters::list).orElse(List.of()));
        return Optional.of(source);
    }
}
