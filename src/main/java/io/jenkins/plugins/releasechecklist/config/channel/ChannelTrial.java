package io.jenkins.plugins.releasechecklist.config.channel;

import hudson.AbortException;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.notes.Notice;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Tries whether a channel works, by sending one real message. */
final class ChannelTrial {
    private ChannelTrial() {}

    /** Sends the message in one attempt, and tells in a form how it went. */
    static FormValidation of(Supplier<? extends Channel> made) {
        try {
            Channel channel = made.get();
            String occasion = UUID.randomUUID().toString();
            return told(channel.transport(null)
                    .send(
                            message(channel.getName()),
                            DeliveryId.of("test", MessageEvent.CHANNEL_TESTED, channel.getName(), occasion)));
        } catch (IllegalArgumentException | AbortException e) {
            return FormValidation.error(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FormValidation.error(Messages.ChannelTrial_interrupted());
        }
    }

    private static FormValidation told(Attempt attempt) {
        if (attempt instanceof Attempt.Delivered delivered) {
            return FormValidation.ok(Messages.ChannelTrial_delivered(delivered.status()));
        }
        if (attempt instanceof Attempt.Refused refused) {
            return FormValidation.error(Messages.ChannelTrial_refused(refused.reason()));
        }
        return FormValidation.error(Messages.ChannelTrial_failed(((Attempt.Failed) attempt).reason()));
    }

    private static Message message(String channel) {
        Notice notice = new Notice(Messages.ChannelTrial_title(channel), Messages.ChannelTrial_text());
        String root = Jenkins.get().getRootUrl();
        return new Message(
                MessageEvent.CHANNEL_TESTED,
                Instant.now(),
                Messages.ReleaseChecklistConfiguration_displayName(),
                "0.0.0",
                "minor",
                "IN_PROGRESS",
                Optional.empty(),
                channel,
                notice.title(),
                notice.markdown(),
                notice.html(),
                root == null ? List.of() : List.of(new Link("Jenkins", URI.create(root))));
    }
}
