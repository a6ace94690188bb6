package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.config.Channel;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The channels that the administrator set up, by name. */
final class Channels {
    /** The channel that hears of incidents, when there is one of that name. */
    static final String ON_CALL = "on-call";

    private Channels() {}

    /**
     * The channels with the names.
     *
     * @throws AbortException when one is not there
     */
    static List<Channel> named(List<String> names) throws AbortException {
        List<Channel> channels = new ArrayList<>();
        for (String name : names) {
            Optional<Channel> channel = ReleaseChecklistConfiguration.get().channel(name);
            channels.add(channel.orElseThrow(() -> Parameters.notSetUp("channel", name, known())));
        }
        return channels;
    }

    static Optional<Channel> onCall() {
        return ReleaseChecklistConfiguration.get().channel(ON_CALL);
    }

    private static List<String> known() {
        return ReleaseChecklistConfiguration.get().getChannels().stream()
                .map(Channel::getName)
                .toList();
    }
}
