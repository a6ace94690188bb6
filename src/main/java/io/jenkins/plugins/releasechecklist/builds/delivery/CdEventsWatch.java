package io.jenkins.plugins.releasechecklist.builds.delivery;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.config.channel.CdEventsChannel;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.CloudEventPayload;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.json.CdEventJson;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Tells the receivers of CDEvents what happens to releases, through the outbox of the build. */
@Extension
public final class CdEventsWatch extends RecordFollower {
    private static final Logger LOGGER = Logger.getLogger(CdEventsWatch.class.getName());

    @Override
    public void recorded(Run<?, ?> run, ReleaseRecord record, Release release, List<Event> events) {
        List<Addressee> receivers = receivers();
        if (receivers.isEmpty()) {
            return;
        }
        String root = Jenkins.get().getRootUrl();
        String page = (root == null ? "/" : root) + run.getUrl() + "release-checklist/";
        String name = run.getParent().getDisplayName();
        for (CdEventJson event : CdEventJson.of(events, release, page, name)) {
            try {
                Deliveries.of(run, record)
                        .post(
                                MessageEvent.CD_EVENT,
                                event.occasion(),
                                event.occasion(),
                                receivers,
                                to -> message(run, release, event, to));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot tell the event " + event.occasion() + " of " + run);
            }
        }
    }

    /** Tells what Jenkins did not come to tell before it ended; what is planned already is not told again. */
    static void catchUp(Run<?, ?> run, ReleaseRecord record) throws IOException {
        if (!receivers().isEmpty()) {
            ExtensionList.lookupSingleton(CdEventsWatch.class).recorded(run, record, record.state(), record.events(0));
        }
    }

    private static List<Addressee> receivers() {
        return ReleaseChecklistConfiguration.get().getChannels().stream()
                .filter(CdEventsChannel.class::isInstance)
                .map(Addressee::of)
                .toList();
    }

    private static Message message(Run<?, ?> run, Release release, CdEventJson event, Addressee to) {
        String text = CloudEventPayload.text(event.json());
        return new Message(
                MessageEvent.CD_EVENT,
                event.at(),
                release.application().orElseGet(() -> run.getParent().getDisplayName()),
                release.incoming().orElse("?"),
                release.type().id(),
                release.status().name(),
                event.environment(),
                to.channel().getName(),
                event.json().at("/context/type").textValue(),
                text,
                MarkdownText.html(text),
                IncidentEnd.links(run));
    }
}
