package io.jenkins.plugins.releasechecklist.builds.delivery;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.config.Audiences;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.notes.Notice;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * Tells the on-call people, and everybody who heard of the incident or of its rollback, that the incident is over. The messages
 * are planned together with the end of the incident, as one change of the record, so that none is lost.
 */
@Extension
public final class IncidentEnd extends RecordFollower {
    /** The audience that hears of incidents. */
    private static final String ON_CALL = "on-call";

    private static final Logger LOGGER = Logger.getLogger(IncidentEnd.class.getName());

    /** The messages to plan; none when they cannot be written, as the end of the incident counts more than they do. */
    @Override
    public List<ReleaseEvent> withEndOfIncident(Run<?, ?> run, Release release) {
        try {
            Incident incident = release.incident().orElseThrow();
            String occasion = occasion(incident);
            List<ReleaseEvent> planned = new ArrayList<>();
            for (Addressee addressee : addressees(run.getParent(), release)) {
                Message message = message(run, release, incident, addressee);
                Deliveries.planned(release, occasion, occasion, addressee, message)
                        .ifPresent(planned::add);
            }
            return planned;
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Nobody is told that the incident of " + run + " is over");
            return List.of();
        }
    }

    /** Sends what was planned with these events. */
    @Override
    public void recorded(Run<?, ?> run, ReleaseRecord record, Release release, List<Event> events) {
        boolean ended = events.stream().anyMatch(event -> event.data() instanceof ReleaseEvent.IncidentEnded);
        if (ended) {
            String occasion = occasion(release.incident().orElseThrow());
            BackgroundWork.submit(() -> {
                try {
                    Deliveries.of(run, record).resume(occasion);
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "The end of the incident of " + run + " is told later");
                }
            });
        }
    }

    private static String occasion(Incident incident) {
        return "incident-" + incident.opened().toEpochMilli();
    }

    private static List<Addressee> addressees(Job<?, ?> job, Release release) {
        Set<MessageEvent> events = Set.of(MessageEvent.INCIDENT_OPENED, MessageEvent.RELEASE_ROLLED_BACK);
        return Addressee.together(Stream.concat(
                Audiences.ifSetUp(job, release.plan(), List.of(ON_CALL)).stream(),
                InformedRecipients.any(job, release, events).stream()));
    }

    private static Message message(Run<?, ?> run, Release release, Incident incident, Addressee addressee) {
        String application =
                release.application().orElseGet(() -> run.getParent().getDisplayName());
        String version = release.version().orElse("?");
        String title = Messages.IncidentEnd_title(application, version);
        Notice notice = new Notice(title, text(release, incident));
        return new Message(
                        MessageEvent.INCIDENT_ENDED,
                        incident.ended().orElseThrow(),
                        application,
                        version,
                        release.type().id(),
                        release.status().name(),
                        incident.environment(),
                        addressee.channel().getName(),
                        title,
                        notice.markdown(),
                        notice.html(),
                        links(run))
                .introducedBy(addressee.introduction());
    }

    private static String text(Release release, Incident incident) {
        List<String> lines = new ArrayList<>();
        lines.add(Messages.IncidentEnd_reason(incident.reason()));
        release.item(ItemIds.ROOT_CAUSE)
                .flatMap(ItemState::note)
                .map(Phrase::text)
                .ifPresent(cause -> lines.add(Messages.IncidentEnd_rootCause(cause)));
        if (!incident.actionItems().isEmpty()) {
            lines.add(Messages.IncidentEnd_actionItems());
            incident.actionItems().forEach(item -> lines.add("- " + line(item)));
        }
        return String.join("\n", lines);
    }

    private static String line(ActionItem item) {
        String owned = item.owner()
                .map(owner -> Messages.IncidentEnd_owned(item.title(), owner))
                .orElse(item.title());
        return item.link().map(link -> owned + " " + link).orElse(owned);
    }

    /** Where to read on. */
    static List<Link> links(Run<?, ?> run) {
        String root = Jenkins.get().getRootUrl();
        return root == null
                ? List.of()
                : List.of(new Link(
                        Messages.IncidentEnd_checklist(), URI.create(root + run.getUrl() + "release-checklist/")));
    }
}
