package io.jenkins.plugins.releasechecklist.steps.rollback;

import hudson.AbortException;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.builds.delivery.Deliveries;
import io.jenkins.plugins.releasechecklist.builds.delivery.InformedRecipients;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.config.Audiences;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.notes.Notice;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.RollbackTargeted;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.steps.announce.MessageContext;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;

/**
 * What people are told about a rollback: the on-call people that it begins, and everybody who heard of the release that it is
 * done.
 */
public final class RollbackNews {
    public static final String ON_CALL = "on-call";
    /** How many failed checks are told one by one. */
    private static final int MOST = 10;
    /** Who hears of releases where nobody said it. */
    private static final List<String> USUALLY = List.of("stakeholders", "support");

    private final StepRun run;
    private final String environment;

    public RollbackNews(StepRun run, String environment) {
        this.run = run;
        this.environment = environment;
    }

    /**
     * Tells the on-call people what failed, and returns when it is known how that went; empty when there are none.
     *
     * @param impossible why nothing is rolled back; empty when it is
     */
    public List<DeliveryState> begins(String reason, Optional<String> impossible)
            throws IOException, InterruptedException {
        Release release = run.state();
        List<Addressee> onCall = Audiences.ifSetUp(job(), release.plan(), List.of(ON_CALL));
        List<String> lines = new ArrayList<>(impossible.stream().toList());
        Optional<RunState> failed = failedRun(release, environment);
        if (failed.flatMap(RunState::reason).filter(reason::equals).isEmpty()) {
            lines.add(reason);
        }
        failed.map(RollbackNews::lines).ifPresent(lines::addAll);
        String application = MessageContext.application(run, release);
        String title = impossible.isPresent()
                ? Messages.RollbackNews_impossible(application, version(release), environment)
                : Messages.RollbackReleaseExecution_title(application, version(release), environment);
        Notice notice = new Notice(title, String.join("\n", lines));
        return MessageContext.deliveries(run)
                .deliver(
                        MessageEvent.INCIDENT_OPENED,
                        run.id(),
                        onCall,
                        to -> message(release, MessageEvent.INCIDENT_OPENED, release.status(), to, notice, links()));
    }

    /**
     * The messages that the release was taken back, to be written together with the end of the run.
     *
     * @param release as it is just before
     * @param audiences who hears of it; nothing for those who heard of the release
     * @param words how the version does that was brought back
     */
    public List<ReleaseEvent> done(
            Release release, Optional<List<String>> audiences, RollbackTargeted target, String words) {
        String application = MessageContext.application(run, release);
        String title = Messages.RollbackNews_title(application, version(release), target.version(), environment);
        List<String> lines = new ArrayList<>();
        lines.add(Messages.RollbackNews_from(version(release)));
        lines.add(Messages.RollbackNews_to(target.version(), target.build().number()));
        release.incident().ifPresent(incident -> lines.add(Messages.RollbackNews_reason(incident.reason())));
        lines.add(words);
        Notice notice = new Notice(title, String.join("\n", lines));
        List<String> targets = release.reach().targets();
        boolean elsewhere = !targets.isEmpty() && !targets.contains(environment);
        ReleaseStatus status = elsewhere ? release.status() : ReleaseStatus.ROLLED_BACK;
        List<ReleaseEvent> planned = new ArrayList<>();
        for (Addressee to : addressees(release, audiences)) {
            Message message = message(release, MessageEvent.RELEASE_ROLLED_BACK, status, to, notice, links(target));
            Deliveries.planned(release, run.id(), run.id(), to, message).ifPresent(planned::add);
        }
        return planned;
    }

    /** Sends what is planned and returns when it is known how that went. Nobody's channel makes the rollback fail. */
    public void send() throws IOException, InterruptedException {
        List<Addressee> open = run.state().deliveries().stream()
                .filter(delivery -> delivery.run().equals(run.id()) && delivery.isOpen())
                .filter(delivery -> delivery.message().event() == MessageEvent.RELEASE_ROLLED_BACK)
                .flatMap(delivery -> ReleaseChecklistConfiguration.get().channel(delivery.channel()).stream())
                .map(Addressee::of)
                .toList();
        MessageContext.deliveries(run).deliver(MessageEvent.RELEASE_ROLLED_BACK, run.id(), open, to -> {
            throw new IllegalStateException("Expected only what is planned, found " + to);
        });
    }

    /** Those who heard of the release or, when nobody did yet, those who would have. */
    private List<Addressee> addressees(Release release, Optional<List<String>> audiences) {
        if (audiences.isPresent()) {
            return named(
                    release,
                    audiences.get().stream().map(Announcement::audience).toList());
        }
        List<Addressee> heard = InformedRecipients.any(job(), release, Set.of(MessageEvent.RELEASE_ANNOUNCED));
        if (!heard.isEmpty()) {
            return heard;
        }
        List<Announcement> planned = release.plan().map(Plan::announce).orElse(List.of());
        return planned.isEmpty() ? Audiences.ifSetUp(job(), release.plan(), USUALLY) : named(release, planned);
    }

    /** Where a name is wrong, the rollback is done all the same, so those are told whose names are right. */
    private List<Addressee> named(Release release, List<Announcement> names) {
        List<Addressee> found = new ArrayList<>();
        for (Announcement name : names) {
            try {
                found.addAll(Audiences.of(job(), release.plan(), List.of(name)));
            } catch (AbortException e) {
                run.log(e.getMessage());
            }
        }
        return Addressee.together(found.stream());
    }

    private Message message(
            Release release, MessageEvent event, ReleaseStatus status, Addressee to, Notice notice, List<Link> links) {
        return new Message(
                        event,
                        started(),
                        MessageContext.application(run, release),
                        version(release),
                        release.type().id(),
                        status.name(),
                        Optional.of(environment),
                        to.channel().getName(),
                        notice.title(),
                        notice.markdown(),
                        notice.html(),
                        links)
                .introducedBy(to.introduction());
    }

    /** The same after a restart. */
    private Instant started() {
        try {
            return run.recorded().map(RunState::started).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Link> links() {
        return MessageContext.links(run);
    }

    private List<Link> links(RollbackTargeted target) {
        List<Link> links = new ArrayList<>(links());
        String root = Jenkins.get().getRootUrl();
        HistoryScope scope = HistoryScope.of(run.build().getParent());
        if (root != null && scope.run(scope.key(target.build())).isPresent()) {
            links.add(new Link(
                    Messages.RollbackNews_build(target.version()),
                    URI.create(root + target.build().url())));
        }
        return links;
    }

    private Job<?, ?> job() {
        return run.build().getParent();
    }

    private static String version(Release release) {
        return release.version().orElse("?");
    }

    /** The run that failed last: one in the environment, or one of a deployment, which tells no environment. */
    public static Optional<RunState> failedRun(Release release, String environment) {
        return release.runs().stream()
                .filter(run -> run.outcome()
                                .filter(outcome -> outcome != Outcome.PASSED)
                                .isPresent()
                        && !release.isPreFlight(run))
                .filter(run -> run.environment().equals(Optional.of(environment))
                        || run.item().isPresent())
                .reduce((earlier, later) -> later);
    }

    /** In a few lines: the run, the reasons of its verdict, and its failed checks. */
    private static List<String> lines(RunState run) {
        List<String> lines = new ArrayList<>();
        lines.add(
                run.reason().isEmpty()
                        ? Messages.WhatFailed_run(run.name())
                        : Messages.WhatFailed_why(run.name(), run.reason().get()));
        run.judgement().map(Judgement::reasons).orElse(List.of()).stream()
                .filter(reason ->
                        run.reason().filter(told -> told.contains(reason)).isEmpty())
                .forEach(reason -> lines.add("- " + reason));
        List<String> failed = failures(run);
        failed.stream().limit(MOST).forEach(check -> lines.add("- " + check));
        if (failed.size() > MOST) {
            lines.add("- " + Messages.WhatFailed_more(failed.size() - MOST));
        }
        return lines;
    }

    /** The checks that failed and, of a verification, those that failed in some rounds, with the latest error. */
    private static List<String> failures(RunState run) {
        List<String> failures = new ArrayList<>();
        run.checks().stream()
                .filter(check -> check.status() == CheckResult.Status.FAILED)
                .forEach(check -> failures.add(Messages.WhatFailed_check(check.name(), check.error())));
        Map<String, List<Sample>> bad = new LinkedHashMap<>();
        run.samples().stream()
                .filter(sample -> !sample.passed())
                .forEach(sample -> bad.computeIfAbsent(sample.check(), name -> new ArrayList<>())
                        .add(sample));
        bad.forEach((check, samples) -> failures.add(Messages.WhatFailed_samples(
                check,
                samples.get(samples.size() - 1).error(),
                samples.size(),
                run.samples().stream()
                        .filter(sample -> sample.check().equals(check))
                        .count())));
        return failures;
    }
}
