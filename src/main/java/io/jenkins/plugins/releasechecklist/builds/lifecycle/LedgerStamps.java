package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.TimeStampAuthority;
import io.jenkins.plugins.releasechecklist.config.TimeStampAuthority.Standing;
import io.jenkins.plugins.releasechecklist.config.channel.JenkinsProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpFetch;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Backoff;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger.Unstamped;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerStamped;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Has the ledger stamped by the time-stamp authorities of the configuration, in the background: soon after something was noted, but at
 * most once in {@link #PAUSE} by each. An authority that does not answer as it should is asked again, later each time. The ledger
 * knows what is still to be stamped, also after a restart. Thread-safe.
 */
@Extension
public final class LedgerStamps extends SaveableListener {
    private static final Logger LOGGER = Logger.getLogger(LedgerStamps.class.getName());

    /** A stamp has some kilobytes, and public authorities want to be asked seldom. */
    private static final Duration PAUSE = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final String QUERY = "application/timestamp-query";

    private final Clock clock = Clock.systemUTC();
    private final Random random = new Random();
    private final Runnable lane = BackgroundWork.lane(this::stampAll);
    /** Those that failed; of the lane alone, like the timer. */
    private final Map<TimeStampAuthority, Retry> retries = new HashMap<>();

    private Optional<Future<?>> timer = Optional.empty();
    private volatile Backoff backoff = new Backoff(Duration.ofMinutes(1), 2, PAUSE, 0.5);

    static LedgerStamps get() {
        return ExtensionList.lookupSingleton(LedgerStamps.class);
    }

    /** Waits otherwise between attempts, for tests that have less time. */
    void setBackoff(Backoff other) {
        backoff = other;
    }

    /** Looks soon whether there is something to stamp. */
    void look() {
        lane.run();
    }

    @Override
    public void onChange(Saveable saved, XmlFile file) {
        if (saved instanceof ReleaseChecklistConfiguration) {
            look();
        }
    }

    private void stampAll() {
        List<TimeStampAuthority> authorities =
                ReleaseChecklistConfiguration.get().getTimeStampAuthorities();
        retries.keySet().retainAll(authorities);
        timer.ifPresent(it -> it.cancel(false));
        List<Instant> later = new ArrayList<>();
        for (TimeStampAuthority authority : authorities) {
            try {
                stamp(authority).ifPresent(later::add);
            } catch (InterruptedException e) {
                // Jenkins goes down.
                return;
            }
        }
        timer = later.stream().min(Comparator.naturalOrder()).map(this::at);
    }

    private Future<?> at(Instant time) {
        long millis = Duration.between(clock.instant(), time).toMillis() + 1;
        return Timer.get().schedule(lane, millis, TimeUnit.MILLISECONDS);
    }

    /** Has the ledger stamped, if that is due; says when to look again. */
    private Optional<Instant> stamp(TimeStampAuthority authority) throws InterruptedException {
        try {
            Ledger ledger = ReleaseLedger.get().ledger();
            Optional<Unstamped> unstamped = ledger.unstamped(authority.getName());
            Instant now = clock.instant();
            if (unstamped.isEmpty()) {
                return Optional.empty();
            }
            Optional<Instant> due = Stream.of(
                            unstamped.get().stamped().map(at -> at.plus(PAUSE)),
                            Optional.ofNullable(retries.get(authority)).map(Retry::at))
                    .flatMap(Optional::stream)
                    .filter(now::isBefore)
                    .max(Comparator.naturalOrder());
            if (due.isPresent()) {
                return due;
            }
            LedgerStamped stamp = ask(authority, unstamped.get().head());
            ledger.stamp(stamp);
            retries.remove(authority);
            authority.tell(new Standing(
                    Optional.of(Messages.LedgerStamps_stamped(stamp.entry(), stamp.time())), Optional.empty()));
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(failed(authority, e));
        }
    }

    private Instant failed(TimeStampAuthority authority, Exception why) {
        int failures = 1
                + Optional.ofNullable(retries.get(authority))
                        .map(Retry::failures)
                        .orElse(0);
        Instant next = clock.instant().plus(backoff.delay(failures, random));
        retries.put(authority, new Retry(failures, next));
        String problem = Messages.LedgerStamps_failed(authority.getName(), why.getMessage(), next);
        LOGGER.log(failures == 1 ? Level.WARNING : Level.FINE, problem);
        LOGGER.log(Level.FINE, why, () -> "why " + authority.getName() + " does not stamp the ledger");
        authority.tell(new Standing(authority.getStanding().stamped(), Optional.of(problem)));
        return next;
    }

    private LedgerStamped ask(TimeStampAuthority authority, RecordHead head) throws IOException, InterruptedException {
        if (Jenkins.get().getPlugin(TimeStampAuthority.PLUGIN) == null) {
            throw new AbortException(Messages.LedgerStamps_noPlugin(TimeStampAuthority.PLUGIN));
        }
        StampRequest request = new StampRequest(head.hash(), clock.instant());
        HttpAnswer answer = answer(HttpCheck.builder(authority.getUrl())
                .body(new RequestBody.Binary(QUERY, request.encoded()))
                .redirects(Redirects.NEVER)
                .build());
        String type = String.join(",", answer.headers().values(HttpHeaders.CONTENT_TYPE));
        if (answer.status() != 200 || !type.startsWith(HttpAnswer.TIME_STAMP.getMimeType())) {
            throw new AbortException(Messages.LedgerStamps_noStamp(HttpAnswer.statusText(answer.status()), type));
        }
        if (answer.body().length() > LONGEST_ANSWER) {
            throw new AbortException(Messages.LedgerStamps_long(LONGEST_ANSWER));
        }
        StampRequest.Stamp stamp = request.judge(
                answer.body().getBytes(StandardCharsets.ISO_8859_1), authority.getTrusted(), clock.instant());
        return new LedgerStamped(
                authority.getName(),
                head.seq(),
                head.hash(),
                stamp.time(),
                Base64.getEncoder().encodeToString(stamp.token()));
    }

    private static HttpAnswer answer(HttpCheck check) throws IOException, InterruptedException {
        AtomicReference<HttpAnswer> got = new AtomicReference<>();
        try (ProbeNetwork network = ProbeNetwork.open(
                ReleaseChecklistConfiguration.get().targets().onController(), JenkinsProxy.get(), 1)) {
            ProbeContext context = ProbeContext.of(network, (url, id) -> Optional.empty(), CommandWorkspace.refused(""))
                    .withTimeout(PATIENCE);
            Observation seen = new HttpFetch(check, context)
                    .attempt((answer, latency) -> {
                        got.set(answer);
                        return Observation.passed(latency);
                    })
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!seen.passed()) {
                throw new AbortException(seen.error());
            }
            return got.get();
        } catch (TimeoutException e) {
            throw new AbortException(Messages.LedgerStamps_silent(Durations.format(PATIENCE)));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /**
     * When to ask again an authority that failed.
     *
     * @param failures how often it did so in a row
     */
    private record Retry(int failures, Instant at) {}
}
