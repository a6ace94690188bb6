package io.jenkins.plugins.releasechecklist.builds.delivery;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.BuildClearance;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.notes.Notice;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeployedWithoutGo;
import io.jenkins.plugins.releasechecklist.engine.record.state.ObservedDeployment;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * Sees when a release comes to a protected environment without a Go, and says so: in the record, where it stays, in the log of the
 * build, and to those who hear of overrides. It stops nothing: that is for the credentials and agents of the environment.
 */
@Extension
public final class DeploymentWatch extends RecordFollower {
    private static final Logger LOGGER = Logger.getLogger(DeploymentWatch.class.getName());

    @Override
    public void recorded(Run<?, ?> run, ReleaseRecord record, Release release, List<Event> events) {
        for (ObservedDeployment seen : ObservedDeployment.by(events, release)) {
            try {
                Protection protection = Protection.of(run.getParent(), seen.environment());
                Optional<Phrase> reason =
                        protection.isEmpty() ? Optional.empty() : new BuildClearance(run).withoutGo(release, seen);
                if (reason.isPresent() && seen.certain()) {
                    tell(run, record, event(seen, reason.get()), protection);
                } else if (reason.isPresent()) {
                    log(run, Messages.DeploymentWatch_uncertain(seen.environment()));
                }
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING, e, () -> "Cannot tell whether " + run + " had a Go for " + seen.environment());
            }
        }
    }

    private static DeployedWithoutGo event(ObservedDeployment seen, Phrase reason) {
        return new DeployedWithoutGo(seen.environment(), seen.item(), seen.run().map(RunState::run), reason);
    }

    private static void tell(Run<?, ?> run, ReleaseRecord record, DeployedWithoutGo seen, Protection protection)
            throws IOException {
        String occasion = "without-go-" + seen.environment();
        boolean news = record.update(state -> isKnown(state, seen.environment())
                        ? Change.none(false)
                        : Change.by(Actor.SYSTEM, true, events(run, state, seen, occasion, protection)))
                .answer();
        if (news) {
            String line = Messages.DeploymentWatch_seen(seen.environment(), seen.why());
            LOGGER.log(Level.WARNING, () -> run + ": " + line);
            log(run, line);
            Deliveries.of(run, record).resume(occasion);
        }
    }

    private static boolean isKnown(Release release, String environment) {
        return release.ungated().stream()
                .anyMatch(one -> one.told().environment().equals(environment));
    }

    /** What was seen, and who is to be told of it. */
    private static ReleaseEvent[] events(
            Run<?, ?> run, Release release, DeployedWithoutGo seen, String occasion, Protection protection) {
        List<ReleaseEvent> events = new ArrayList<>(List.of(seen));
        protection.overrideChannels().stream()
                .flatMap(name -> ReleaseChecklistConfiguration.get().channel(name).stream())
                .map(Addressee::of)
                .flatMap(to ->
                        Deliveries.planned(release, occasion, occasion, to, message(run, release, seen, to)).stream())
                .forEach(events::add);
        return events.toArray(ReleaseEvent[]::new);
    }

    private static Message message(Run<?, ?> run, Release release, DeployedWithoutGo seen, Addressee to) {
        String application =
                release.application().orElseGet(() -> run.getParent().getDisplayName());
        String version = release.version().orElse("?");
        String title = Messages.DeploymentWatch_title(application, version, seen.environment());
        Notice notice = new Notice(title, Messages.DeploymentWatch_reason(seen.why()));
        return new Message(
                MessageEvent.RELEASE_DEPLOYED_WITHOUT_GO,
                Instant.now(),
                application,
                version,
                release.type().id(),
                release.status().name(),
                Optional.of(seen.environment()),
                to.channel().getName(),
                title,
                notice.markdown(),
                notice.html(),
                IncidentEnd.links(run));
    }

    private static void log(Run<?, ?> run, String line) throws IOException {
        FlowExecutionOwner owner = run.isBuilding() && run instanceof FlowExecutionOwner.Executable pipeline
                ? pipeline.asFlowExecutionOwner()
                : null;
        if (owner != null) {
            owner.getListener().getLogger().println("[Release Checklist] " + line);
        }
    }
}
