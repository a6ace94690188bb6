package io.jenkins.plugins.releasechecklist.builds.delivery;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.config.Audiences;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Those who were told something about a release, so that they can be told how it goes on. */
public final class InformedRecipients {
    private InformedRecipients() {}

    /**
     * Those to whom such a message was sent or is to be sent, each channel once, as far as the channels are still there.
     */
    public static List<Addressee> any(Job<?, ?> job, Release release, Set<MessageEvent> events) {
        List<Addressee> found = new ArrayList<>();
        for (DeliveryState delivery : release.deliveries()) {
            if (events.contains(delivery.message().event())) {
                ReleaseChecklistConfiguration.get()
                        .channel(delivery.channel())
                        .map(channel -> addressee(job, release, delivery, channel))
                        .ifPresent(found::add);
            }
        }
        return Addressee.together(found.stream());
    }

    /** What the audiences behind the channel were told to begin with, they are told again. */
    private static Addressee addressee(Job<?, ?> job, Release release, DeliveryState delivery, Channel channel) {
        Optional<String> introduction = Audiences.ifSetUp(job, release.plan(), delivery.audiences()).stream()
                .filter(now -> now.channel().getName().equals(channel.getName()))
                .flatMap(now -> now.introduction().stream())
                .findFirst();
        return new Addressee(
                channel, delivery.audiences(), introduction.stream().toList());
    }
}
