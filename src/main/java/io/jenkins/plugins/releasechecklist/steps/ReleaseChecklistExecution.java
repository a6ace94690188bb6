package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ConfiguredTemplates;
import io.jenkins.plugins.releasechecklist.config.Protection.TemplateDemand;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.SemVer;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeploymentRequested;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import io.jenkins.plugins.releasechecklist.steps.check.PlannedChecks;
import io.jenkins.plugins.releasechecklist.steps.gate.TemplateTerms;
import io.jenkins.plugins.releasechecklist.steps.run.Artifacts;
import io.jenkins.plugins.releasechecklist.steps.run.NotesInWorkspace;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.PlanFile;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.ArrayList;
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
        ReleaseDetails said = followed(masked(details()));
        Optional<NotesDraft> notes = notes(said);
        Run<?, ?> build = getContext().get(Run.class);
        ReleaseRecord record = BuildRecords.add(build, Actor.step(STEP), said);
        if (notes.isPresent()) {
            record.update(state -> state.draftWith(notes.get()).equals(state.draft())
                    ? Change.none(state)
                    : Change.by(Actor.step(STEP), state, new ReleaseEvent.NotesDrafted(notes.get())));
        }
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
        Optional<DeploymentRequested> request = release.request();
        result.put(
                "targetEnvironment",
                request.map(DeploymentRequested::environment).orElse(null));
        result.put(
                "promotedFrom",
                request.filter(it -> it.target().isEmpty())
                        .map(it -> it.origin().number())
                        .orElse(null));
        result.put(
                "rollbackTo",
                request.flatMap(DeploymentRequested::target)
                        .map(DeploymentRequested.RollbackTarget::version)
                        .orElse(null));
        succeed(result);
    }

    /** The notes are read now, so that a file that cannot be announced fails the build before anything is deployed. */
    private Optional<NotesDraft> notes(ReleaseDetails said) throws IOException, InterruptedException {
        Optional<String> file = Parameters.given(step().getNotesFile());
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(new NotesInWorkspace(getContext(), file.get()).read(said.version()));
    }

    private ReleaseDetails details() throws IOException, InterruptedException {
        Optional<ReleaseType> type = Optional.empty();
        if (step().getType() != null) {
            type = Optional.of(Parameters.oneOf("type", step().getType(), ReleaseType.values()));
        }
        List<Artifact> artifacts =
                Optional.ofNullable(step().getArtifacts()).map(Artifacts::read).orElse(List.of());
        return new ReleaseDetails(
                        Parameters.given(step().getName()),
                        Parameters.given(step().getVersion()),
                        type,
                        plan(),
                        Optional.empty())
                .with(artifacts);
    }

    /**
     * Adds the template that step or plan name, or else the one that is demanded for the environments of the plan. Reads the plan
     * with it before anything is recorded: a wrong one fails the step and leaves no trace.
     */
    private ReleaseDetails followed(ReleaseDetails said) throws IOException, InterruptedException {
        Job<?, ?> job = getContext().get(Run.class).getParent();
        Optional<Template> known = known();
        Templates kept = ConfiguredTemplates.of(job.getParent());
        Templates templates = known.map(kept::with).orElse(kept);
        Optional<Template> named = named(templates).or(() -> known);
        if (said.plan().isEmpty()) {
            return named.map(template -> said.with(template, Map.of())).orElse(said);
        }
        Plan first = read(said.plan().get(), templates, named);
        TemplateTerms terms = new TemplateTerms(job, first.environments().keySet());
        Optional<Template> followed = named.or(() -> first.template().flatMap(templates::named));
        if (followed.isEmpty() && !first.ownChecklist()) {
            followed = terms.demanded().map(TemplateDemand::template);
        }
        Plan plan = read(said.plan().get(), templates, followed);
        PlannedChecks.verify(plan);
        PlannedChecks.verifyCredentials(
                plan,
                Parameters.given(step().getCredentials()).map(Parameters::list).orElse(List.of()));
        return followed.isEmpty()
                ? said
                : said.with(
                        followed.get(),
                        terms.names(followed.get(), plan.checklist().called()));
    }

    /** The template that the release follows already, by an earlier step. */
    private Optional<Template> known() throws IOException, InterruptedException {
        Optional<ReleaseRecord> record = BuildRecords.of(getContext().get(Run.class));
        return record.isEmpty()
                ? Optional.empty()
                : record.get().state().details().template();
    }

    private Optional<Template> named(Templates templates) throws AbortException {
        Optional<String> name = Parameters.given(step().getTemplate());
        Optional<Template> template = name.flatMap(templates::named);
        if (name.isPresent() && template.isEmpty()) {
            throw new AbortException(Suggestions.unknown("template", name.get(), templates.names()));
        }
        return template;
    }

    private static Plan read(PlanSource source, Templates templates, Optional<Template> followed) {
        return PlanReader.read(
                source.text(),
                source.file(),
                templates,
                followed.map(Templates::read).orElseGet(Templates::octoacme),
                PlannedChecks.installed());
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
        return new ReleaseDetails(masker.mask(said.application()), version, said.type(), said.plan(), said.checklist())
                .with(artifacts);
    }

    private Optional<PlanSource> plan() throws IOException, InterruptedException {
        if (step().getPlan() == null) {
            return Optional.empty();
        }
        return Optional.of(new PlanFile(getContext(), step().getPlan()).read());
    }
}
