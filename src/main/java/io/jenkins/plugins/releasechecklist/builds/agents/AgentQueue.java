package io.jenkins.plugins.releasechecklist.builds.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Queue.BuildableItem;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.SaveableListener;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueListener;
import hudson.slaves.Cloud;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * What waits in the queue for agents of environments. Jenkins asks an agent whether it takes something while it holds the lock of
 * the queue, every five seconds at least. So the answer is that of the last judgement, which is made beside it: when something new
 * waits, when a record or a rule changes, and when the last one is ten seconds old. What agents of environments alone could take is
 * told in the log of its build; what they never will does not stay in the queue.
 */
@Extension
public final class AgentQueue extends QueueListener {
    private static final Logger LOGGER = Logger.getLogger(AgentQueue.class.getName());
    private static final Duration COUNTS = Duration.ofSeconds(10);

    private final Runnable look = BackgroundWork.lane(this::look);
    /** Which reason stands in the log of the build. Only looks know it, and there is one at a time. */
    private final Map<Long, Phrase> told = new HashMap<>();

    private volatile Look last = new Look(Map.of(), System.nanoTime());
    private volatile boolean started;

    /** Why agents of the environments do not take it; null when they do. */
    @CheckForNull
    CauseOfBlockage blockage(BuildableItem item, List<String> environments) {
        Look known = last;
        AgentClearance answer = known.answers.get(new Asked(item.getId(), environments));
        boolean counts = answer != null && System.nanoTime() - known.begun < COUNTS.toNanos();
        if (!counts) {
            look.run();
        }
        if (answer == null || answer.go().isPresent() && !counts) {
            return AgentClearance.refused(environments, Phrase.of("record.state.stillChecking"))
                    .blockage();
        }
        return answer.go().isPresent() ? null : answer.blockage();
    }

    /** Also what waits for an agent that is busy or away is told at once when it never gets it. */
    @Override
    public void onEnterBuildable(BuildableItem item) {
        if (ties(item).findAny().isPresent()) {
            look.run();
        }
    }

    private void look() {
        if (!started) {
            return;
        }
        long begun = System.nanoTime();
        List<BuildableItem> waiting = waiting();
        Map<Asked, AgentClearance> now = new HashMap<>();
        for (BuildableItem item : waiting) {
            ties(item).distinct().forEach(names -> now.put(new Asked(item.getId(), names), judge(item, names)));
        }
        Map<Asked, AgentClearance> before = last.answers;
        last = new Look(now, begun);
        // Jenkins has to hear of a Go while that counts, and to show another reason.
        if (now.entrySet().stream()
                .anyMatch(one ->
                        one.getValue().go().isPresent() || !one.getValue().equals(before.get(one.getKey())))) {
            Queue.getInstance().scheduleMaintenance();
        }
        told.keySet().retainAll(waiting.stream().map(Queue.Item::getId).toList());
        waiting.forEach(item -> answer(item, now));
    }

    /** With the lock, which gives the queue as it is after what happens to it at this moment. */
    private static List<BuildableItem> waiting() {
        List<BuildableItem> waiting = new ArrayList<>();
        Queue.withLock(() -> {
            waiting.addAll(Queue.getInstance().getBuildableItems());
        });
        waiting.removeIf(BuildableItem::isPending);
        return waiting;
    }

    private static AgentClearance judge(BuildableItem item, List<String> environments) {
        try {
            return AgentClearance.of(item.task.getOwnerExecutable(), environments);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot judge " + item.task.getFullDisplayName());
            return AgentClearance.refused(environments, Phrase.of("record.state.unreadable", e.getMessage()));
        }
    }

    /** The environments of the agents that it could get, as far as these have some. */
    private static Stream<List<String>> ties(BuildableItem item) {
        return nodes(item).stream()
                .map(node -> node.getNodeProperty(ReleaseEnvironments.class))
                .filter(Objects::nonNull)
                .map(ReleaseEnvironments::getEnvironments);
    }

    private static Collection<Node> nodes(BuildableItem item) {
        Label label = item.getAssignedLabel();
        return label == null ? Jenkins.get().getNodes() : label.getNodes();
    }

    private void answer(BuildableItem item, Map<Asked, AgentClearance> now) {
        List<AgentClearance> all = ties(item)
                .distinct()
                .flatMap(names -> Stream.ofNullable(now.get(new Asked(item.getId(), names))))
                .toList();
        boolean others = item.getAssignedLabel() == null
                || ties(item).count() < nodes(item).size();
        if (others || all.isEmpty() || all.stream().anyMatch(one -> one.go().isPresent())) {
            return;
        }
        Phrase reason =
                Phrase.joined("text.then", all.stream().map(AgentClearance::why).toList());
        Optional<WaitingNode> step = WaitingNode.of(item);
        try {
            if (all.stream().allMatch(AgentClearance::needsGate)
                    && step.map(WaitingNode::isAlone).orElse(true)
                    && !isProvided(item.getAssignedLabel())) {
                end(item, step, reason);
            } else if (step.isPresent() && !reason.equals(told.put(item.getId(), reason))) {
                step.get().tell(reason);
            }
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot say why " + item.task.getFullDisplayName() + " waits");
        }
    }

    private static boolean isProvided(Label label) {
        return Jenkins.get().clouds.stream().anyMatch(cloud -> cloud.canProvision(new Cloud.CloudState(label, 0)));
    }

    private static void end(BuildableItem item, Optional<WaitingNode> step, Phrase reason) throws Exception {
        LOGGER.info(() -> item.task.getFullDisplayName() + " leaves the queue. " + reason);
        if (step.isPresent()) {
            step.get().fail(Phrase.of("record.state.opensNoGate", reason));
        }
        Queue.getInstance().cancel(item);
    }

    private static AgentQueue get() {
        return ExtensionList.lookupSingleton(AgentQueue.class);
    }

    private void lookIfAnybodyWaits() {
        if (!last.answers.isEmpty()) {
            look.run();
        }
    }

    /** Something in the queue, and the environments of an agent that it could get. */
    private record Asked(long item, List<String> environments) {}

    /** @param begun when, by {@link System#nanoTime()} */
    private record Look(Map<Asked, AgentClearance> answers, long begun) {}

    /** Somebody may have said Go. */
    @Extension
    public static final class VoteFollower extends RecordFollower {
        @Override
        public void changed(Run<?, ?> run, ReleaseRecord record) {
            get().lookIfAnybodyWaits();
        }
    }

    /** Rules may be other ones. */
    @Extension
    public static final class RuleFollower extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (Protection.isKeptIn(saved)) {
                get().lookIfAnybodyWaits();
            }
        }
    }

    /** Begins when Pipeline has loaded the builds that it resumes: a build that two threads load at the same time is lost. */
    @Extension(ordinal = -10_000)
    public static final class Start extends ItemListener {
        @Override
        public void onLoaded() {
            get().started = true;
            get().look.run();
        }
    }
}
