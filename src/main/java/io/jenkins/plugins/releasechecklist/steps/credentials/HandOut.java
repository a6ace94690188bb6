package io.jenkins.plugins.releasechecklist.steps.credentials;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releasechecklist.builds.decision.BuildClearance;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.credentials.EnvironmentCredentialsProvider;
import io.jenkins.plugins.releasechecklist.config.credentials.EnvironmentCredentialsProvider.Borrowing;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Clearance;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding.MultiEnvironment;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Credentials on their way from an environment to the body of a step: the build is judged before the first of them is touched, and
 * before the body begins, the record says what it gets. For one thread.
 */
final class HandOut {
    private static final Logger LOGGER = Logger.getLogger(HandOut.class.getName());

    private final String environment;
    private final List<String> ids;
    private final StepContext context;
    private final List<Undoing> given = new ArrayList<>();
    private Optional<Clearance.Cleared> cleared = Optional.empty();

    @SuppressWarnings("rawtypes")
    HandOut(String environment, List<MultiBinding> bindings, StepContext context) {
        this.environment = environment;
        this.ids = bindings.stream()
                .map(binding -> binding.getCredentialsId().strip())
                .toList();
        this.context = context;
    }

    /** Binds one of the credentials; what was bound before is taken back where that fails. */
    MultiEnvironment give(MultiBinding<?> binding, Borrowing<MultiEnvironment> bind, Unbinding unbinding)
            throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        try {
            if (given.isEmpty()) {
                cleared = Optional.of(judge(build));
            }
            MultiEnvironment bound = EnvironmentCredentialsProvider.lend(
                    build, environment, binding.getCredentialsId().strip(), bind);
            given.add(() -> unbinding.unbind(bound.getUnbinder()));
            if (given.size() == ids.size()) {
                tell(build, cleared.orElseThrow());
            }
            return bound;
        } catch (IOException | InterruptedException | RuntimeException e) {
            takeBack(e);
            throw e;
        }
    }

    private void takeBack(Exception cause) {
        for (Undoing undoing : given) {
            try {
                undoing.undo();
            } catch (IOException | InterruptedException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private Clearance.Cleared judge(Run<?, ?> build) throws IOException, InterruptedException {
        SecretMasker masker = SecretMasker.of(context);
        masker.refuseSecret("environment", environment);
        for (String id : ids) {
            masker.refuseSecret("credentialsId", id);
        }
        Item job = build.getParent();
        if (!EnvironmentCredentialsProvider.protects(job, environment)) {
            throw refused(build, Phrase.of("record.state.nobodyProtects", environment));
        }
        List<String> unknown = ids.stream()
                .filter(id -> !EnvironmentCredentialsProvider.has(job, environment, id))
                .toList();
        if (!unknown.isEmpty()) {
            throw refused(build, Phrase.of("record.state.noSuchCredentials", environment, String.join(", ", unknown)));
        }
        Clearance clearance = new BuildClearance(build).of(environment);
        if (clearance instanceof Clearance.Refused refused) {
            throw refused(build, refused.why());
        }
        return (Clearance.Cleared) clearance;
    }

    /** A refusal stands in the log of the build even where the Pipeline catches it, in the record, and in the log of Jenkins. */
    private AbortException refused(Run<?, ?> build, Phrase reason) throws IOException, InterruptedException {
        Optional<ReleaseRecord> record = BuildRecords.of(build);
        if (record.isPresent() && record.get().verifyUnlessKnown().isEmpty()) {
            record.get().append(actor(), new ReleaseEvent.CredentialsRefused(environment, ids, reason));
        }
        AbortException refusal =
                new AbortException(Messages.HandOut_refused(environment, String.join(", ", ids), reason));
        log(refusal.getMessage());
        LOGGER.log(Level.INFO, () -> build + ": " + refusal.getMessage());
        return refusal;
    }

    private void tell(Run<?, ?> build, Clearance.Cleared go) throws IOException, InterruptedException {
        BuildRecords.of(build)
                .orElseThrow()
                .append(
                        actor(),
                        new ReleaseEvent.CredentialsHandedOut(environment, go.gate(), go.round(), ids, go.forcedBy()));
        String credentials = String.join(", ", ids);
        log(go.forcedBy()
                .map(who -> Messages.HandOut_forced(environment, credentials, go.gate(), go.round(), who))
                .orElseGet(() -> Messages.HandOut_given(environment, credentials, go.gate(), go.round())));
    }

    private static Actor actor() {
        return Actor.step(WithEnvironmentCredentialsStep.NAME);
    }

    private void log(String line) throws IOException, InterruptedException {
        context.get(TaskListener.class).getLogger().println("[" + WithEnvironmentCredentialsStep.NAME + "] " + line);
    }

    /** Takes back what a binding left behind, such as a file. */
    @FunctionalInterface
    interface Unbinding {
        void unbind(MultiBinding.Unbinder unbinder) throws IOException, InterruptedException;
    }

    @FunctionalInterface
    private interface Undoing {
        void undo() throws IOException, InterruptedException;
    }
}
