package io.jenkins.plugins.releasechecklist.config;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Who hears of a release: finds the channels of audiences, as they are mapped at one moment.
 *
 * <p>An audience is mapped to channels by the system configuration, by every folder around the job, and by the plan. All of them
 * add up, the nearest last; the nearest introduction counts. An audience that nobody mapped is the channel of the same name, if
 * there is one.
 */
public final class Audiences {
    private final List<Audience> mapped;
    private final Optional<Plan> plan;

    private Audiences(Job<?, ?> job, Optional<Plan> plan) {
        this.mapped = mapped(job);
        this.plan = plan;
    }

    /**
     * The channels that are named, and those of the audiences that are; each channel once, for all of its audiences.
     *
     * @param job whose folders are asked as well, whether the user may see them or not
     * @param plan the plan of the release
     * @param to who is to hear of it
     * @throws AbortException when a name is not set up, with the names that are
     */
    public static List<Addressee> of(Job<?, ?> job, Optional<Plan> plan, List<Announcement> to) throws AbortException {
        Audiences audiences = new Audiences(job, plan);
        List<Addressee> found = new ArrayList<>();
        for (Announcement announcement : to) {
            if (announcement.channel().isPresent()) {
                String name = announcement.channel().get();
                found.add(Addressee.of(channel(name)
                        .orElseThrow(() -> new AbortException(Messages.Audiences_noChannel(name, known(channels()))
                                + didYouMean(name, channels())))));
            } else {
                audiences.addOrRefuse(announcement.audience().orElseThrow(), found);
            }
        }
        return Addressee.together(found.stream());
    }

    /**
     * The channels of those of the audiences that are set up; each channel once, for all of its audiences.
     *
     * @param job whose folders are asked as well, whether the user may see them or not
     * @param plan the plan of the release
     * @param audiences names, such as {@code on-call} or that of a role
     */
    public static List<Addressee> ifSetUp(Job<?, ?> job, Optional<Plan> plan, List<String> audiences) {
        Audiences known = new Audiences(job, plan);
        List<Addressee> found = new ArrayList<>();
        for (String audience : audiences) {
            for (String name : known.channelsOf(audience)) {
                channel(name)
                        .map(channel -> Addressee.of(channel, audience, known.introduction(audience)))
                        .ifPresent(found::add);
            }
        }
        return Addressee.together(found.stream());
    }

    private void addOrRefuse(String audience, List<Addressee> found) throws AbortException {
        List<String> names = channelsOf(audience);
        if (names.isEmpty()) {
            throw new AbortException(
                    Messages.Audiences_noAudience(audience, known(names())) + didYouMean(audience, names()));
        }
        for (String name : names) {
            Channel channel = channel(name)
                    .orElseThrow(() ->
                            new AbortException(Messages.Audiences_noChannelOfAudience(audience, name, known(channels()))
                                    + didYouMean(name, channels())));
            found.add(Addressee.of(channel, audience, introduction(audience)));
        }
    }

    private List<String> channelsOf(String audience) {
        List<String> channels = new ArrayList<>();
        mapped.stream()
                .filter(one -> one.getName().equals(audience))
                .forEach(one -> channels.addAll(one.getChannels()));
        plan.ifPresent(known -> channels.addAll(known.audiences().getOrDefault(audience, List.of())));
        if (channels.isEmpty()) {
            channel(audience).map(Channel::getName).ifPresent(channels::add);
        }
        return channels.stream().distinct().toList();
    }

    private Optional<String> introduction(String audience) {
        return mapped.stream()
                .filter(one -> one.getName().equals(audience))
                .map(Audience::getIntroduction)
                .filter(text -> !text.isEmpty())
                .reduce((farther, nearer) -> nearer);
    }

    /** Every name that could be meant. */
    private Collection<String> names() {
        Collection<String> names = new TreeSet<>(channels());
        mapped.forEach(audience -> names.add(audience.getName()));
        plan.ifPresent(known -> names.addAll(known.audiences().keySet()));
        return names;
    }

    /** From the system configuration, and from the folders around the job, the outermost first. */
    private static List<Audience> mapped(Job<?, ?> job) {
        List<Audience> mapped = new ArrayList<>();
        ItemGroup<?> group = job.getParent();
        while (group instanceof Item folder) {
            for (FolderRules folders : FolderRules.all()) {
                mapped.addAll(0, folders.audiences(folder));
            }
            group = folder.getParent();
        }
        mapped.addAll(0, ReleaseChecklistConfiguration.get().getAudiences());
        return mapped;
    }

    private static Optional<Channel> channel(String name) {
        return ReleaseChecklistConfiguration.get().channel(name);
    }

    private static List<String> channels() {
        return ReleaseChecklistConfiguration.get().getChannels().stream()
                .map(Channel::getName)
                .toList();
    }

    private static String known(Collection<String> names) {
        return names.isEmpty() ? Messages.Audiences_none() : String.join(", ", names);
    }

    private static String didYouMean(String name, Collection<String> known) {
        return Suggestions.closest(name, known)
                .map(near -> " " + Messages.KnownNames_didYouMean(near))
                .orElse("");
    }
}
