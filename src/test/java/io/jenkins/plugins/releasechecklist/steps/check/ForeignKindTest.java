package io.jenkins.plugins.releasechecklist.steps.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheck;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.channel.Channel.ChannelDescriptor;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A kind of check and a kind of channel of another plugin. */
class ForeignKindTest extends OneJenkins {
    private static String plan(String check, String then) {
        return """
            node {
              writeFile file: 'release-plan.yaml', text: '''
            environments:
              staging:
                checks:
                  - %s
            '''
              releaseChecklist version: '2.4.0', plan: 'release-plan.yaml'
              %s
            }
            """.formatted(check, then);
    }

    private static List<CheckResult> checks(WorkflowRun run) throws Exception {
        return lastRun(run, "smokeTest").checks();
    }

    @Test
    void worksInline() throws Exception {
        for (String steps : List.of(
                "smokeTest checks: [queueCheck(queue: 'orders', atMost: 6), queueCheck('invoices')]",
                declarative("smokeTest checks: [queueCheck(queue: 'orders', atMost: '6'), queueCheck('invoices')]"))) {
            assertThat(checks(succeed(steps)))
                    .extracting(CheckResult::kind, CheckResult::name)
                    .containsExactly(tuple("queue", "orders"), tuple("queue", "invoices"));
        }
    }

    @Test
    void worksInAPlan() throws Exception {
        String smoke = "smokeTest environment: 'staging', retryFor: '0s', onFailure: 'continue'";
        assertThat(checks(succeed(plan("queueCheck: {name: few, queue: orders, atMost: 6, strict: true}", smoke))))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.name()).isEqualTo("few");
                    assertThat(check.passed()).isTrue();
                });
        assertThat(checks(succeed(plan("queueCheck: {queue: orders, atMost: 5}", smoke))))
                .singleElement()
                .satisfies(check -> assertThat(check.error()).isEqualTo("expected at most 5 messages, found 6"));
        assertThat(checks(succeed(plan("queueCheck: orders", smoke))))
                .singleElement()
                .satisfies(check -> assertThat(check.passed()).isTrue());
    }

    @Test
    void tellsWrongParametersWhenThePlanIsRead() throws Exception {
        String place = "release-plan.yaml:5:";
        assertWrong("queueCheck: {queu: orders}", place, "parameter", "queu", "queue");
        assertWrong(
                "queueCheck: {queue: orders, atMost: few}",
                "checks[0].queueCheck.atMost: expected a whole number, found 'few'");
        assertWrong(
                "queueCheck: {queue: orders, strict: maybe}",
                "checks[0].queueCheck.strict: expected true or false, found 'maybe'");
        assertWrong("queueCheck: {queue: orders, atMost: -1}", place, "atMost: expected 0 or more, found -1");
        assertWrong("queueCheck: {atMost: 1}", place, "queue: expected the name of a queue, found nothing");
        assertWrong("queueCheck: {queue: [a]}", place, "the parameters do not fit the check");
        assertWrong("queuCheck: orders", "unknown key; did you mean \"queueCheck\"?");
    }

    private static void assertWrong(String check, String... words) throws Exception {
        WorkflowRun run = run(Result.FAILURE, plan(check, ""));
        assertExplained(run, words);
        assertThat(run.getRootDir().toPath().resolve("release-checklist")).doesNotExist();
    }

    @Test
    void tellsThatThePluginIsGone() {
        String place = "release-plan.yaml:5:19: environments.staging.checks[0].topicCheck";
        assertThatThrownBy(() -> PlannedChecks.made(new ForeignCheck("topicCheck", "topic", Map.of(), place)))
                .isInstanceOf(AbortException.class)
                .hasMessage(place + ": no plugin of this Jenkins offers the kind of check topicCheck; expected one of"
                        + " commandCheck, dnsCheck, httpCheck, queueCheck, tcpCheck, tlsCheck");
    }

    @Test
    void announcesByAChannelOfAnotherKind() throws Exception {
        ReleaseChecklistConfiguration.get().setChannels(List.of(new PagerChannel("pager", "0123")));
        PAGED.clear();

        WorkflowRun run = succeed("releaseChecklist version: '2.4.0'\nannounceRelease channels: 'pager'");

        assertThat(PAGED).singleElement().asString().startsWith("0123: ").endsWith(" 2.4.0 is released");
        assertThat(release(run).deliveries())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.reason()).contains("paged 0123"));
    }

    @Test
    void sendsATestToAChannelOfAnotherKind() {
        PAGED.clear();
        PagerChannel.DescriptorImpl form = rule().jenkins.getDescriptorByType(PagerChannel.DescriptorImpl.class);

        assertThat(form.doSendTest("pager", "0123").getMessage()).contains("paged 0123");
        assertThat(form.doSendTest("pager", " ").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(PAGED).containsExactly("0123: Test of channel pager");
    }

    /** A kind of check as another plugin would bring it, which docs/extending.md shows: no more than so many messages wait. */
    public static class QueueReleaseCheck extends ReleaseCheck {
        private static final long serialVersionUID = 1L;

        private final String queue;
        private int atMost = 100;
        private boolean strict;

        @DataBoundConstructor
        public QueueReleaseCheck(@CheckForNull String queue) {
            this.queue = text(queue);
        }

        public String getQueue() {
            return queue;
        }

        public int getAtMost() {
            return atMost;
        }

        @DataBoundSetter
        public void setAtMost(int atMost) {
            this.atMost = atMost;
        }

        public boolean isStrict() {
            return strict;
        }

        @DataBoundSetter
        public void setStrict(boolean strict) {
            this.strict = strict;
        }

        @Override
        protected Check create() {
            String required = required("queue", queue, "the name of a queue");
            if (atMost < 0) {
                throw new IllegalArgumentException("atMost: expected 0 or more, found " + atMost);
            }
            return new QueueCheck(nameOr(required), required, atMost);
        }

        /** What the engine runs, on the agent. */
        public record QueueCheck(String name, String queue, int atMost) implements Check {
            @Override
            public String kind() {
                return "queue";
            }

            @Override
            public String target() {
                return queue;
            }

            @Override
            public CompletableFuture<Observation> attempt(ProbeContext context) {
                long start = context.nanoTime().getAsLong();
                return waiting()
                        .thenApply(messages -> messages <= atMost
                                ? Observation.passed(context.since(start))
                                : Observation.failed(
                                        context.since(start),
                                        "expected at most " + atMost + " messages, found " + messages));
            }

            /** A real one would ask the broker, without blocking. */
            private CompletableFuture<Integer> waiting() {
                return CompletableFuture.completedFuture(queue.length());
            }
        }

        /** The form of the check. */
        @Symbol("queueCheck")
        @TestExtension
        public static final class DescriptorImpl extends ReleaseCheckDescriptor {
            @Override
            @NonNull
            public String getDisplayName() {
                return "Queue check";
            }
        }
    }

    private static final List<String> PAGED = new CopyOnWriteArrayList<>();

    /** A kind of channel as another plugin would bring it, which docs/extending.md shows. */
    public static class PagerChannel extends Channel {
        private final String number;

        @DataBoundConstructor
        public PagerChannel(String name, String number) {
            super(name);
            if (Util.fixNull(number).isBlank()) {
                throw new IllegalArgumentException("number: expected the number of a pager, found nothing");
            }
            this.number = number.strip();
        }

        public String getNumber() {
            return number;
        }

        @Override
        public Transport transport(@CheckForNull Run<?, ?> run) {
            return (message, id) -> {
                PAGED.add(number + ": " + message.title());
                return new Attempt.Delivered("paged " + number);
            };
        }

        /** The form of the channel. */
        @Symbol("pagerChannel")
        @TestExtension
        public static final class DescriptorImpl extends ChannelDescriptor {
            @Override
            @NonNull
            public String getDisplayName() {
                return "Pager";
            }

            /** Sends a test. */
            @POST
            public FormValidation doSendTest(@QueryParameter String name, @QueryParameter String number) {
                return sendTest(() -> new PagerChannel(name, number));
            }
        }
    }
}
